/** Writes and reads one item of every kind in the table through the ports, without any chance. */
import type { Product } from '../../core/catalogue/product.ts';
import type { Budget } from '../../core/ports/budget.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Holds } from '../../core/ports/holds.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Look } from '../../core/ports/look.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import type { WhatsappIds } from '../../core/ports/whatsapp-ids.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';

export type Stores = Readonly<{
  profiles: ProfileStore;
  ledger: Ledger;
  gateItems: GateItems;
  holds: Holds;
  controls: ControlsStore;
  products: ProductStore;
  whatsappIds: WhatsappIds;
  budget: Budget;
  rateLimit: RateLimit;
  look: Look;
}>;

const AT = Date.parse('2026-11-20T17:00:00.123Z');
const PLACE = { hash: 'hash-of-jette', channel: 'email' } as const;
const PAID = { micros: 75_300, currency: 'EUR', month: '2026-11' };

const PROFILE: Profile = {
  ...emptyProfile('1jette', 3, AT - 1),
  identities: [{ kind: 'email', value: 'jette@example.org' }],
  person: { email: 'jette@example.org', firstName: 'Jette', asOf: AT },
  attributes: { shoe: 42.5, vip: true, note: '' },
  spent: { EUR: 123_456_789_012 },
  erasedAt: AT - 5,
};

const PRODUCT: Product = {
  id: '8101',
  asOf: AT,
  title: 'Ostfriesentee',
  price: { amount: 1290, currency: 'EUR' },
  categories: ['tea'],
  variants: { '44101': { stock: 0, stockAsOf: AT } },
  reviews: [],
};

const messageOf = (messageId: string): OutboxMessage => ({
  messageId,
  profileId: '1jette',
  flow: 'abandoned-cart',
  step: 'help',
  entryId: 'entry',
  channel: 'email',
  purpose: 'marketing',
  template: 'help',
  seq: 3,
  since: AT,
  decidedAt: AT,
  dueAt: AT,
  usefulUntil: AT + 1,
});

export const writeOneOfEach = async (stores: Stores): Promise<void> => {
  const { profiles, ledger, gateItems, holds, controls, products } = stores;
  const due = { at: AT + 3_600_000, waiting: ['abandoned-cart/wait-24h', 'welcome/wait'] };
  await profiles.save(PROFILE, 0, { due, expiresAt: AT + 86_400_000 });
  await profiles.link('4cart', '1jette', { at: AT, by: undefined });
  await profiles.link('3phone', '4cart', { at: AT, by: 'account' });
  const entries = [{ type: 'decision', at: AT, what: 'für Jette' } as const];
  const record = { profileId: '1jette', ref: 't#0tkw3a0#input', inputId: 'input', entries };
  await profiles.putRecord(record, 7, AT + 86_400_000);
  await ledger.claim(messageOf('claimed'), 'token', AT);
  await ledger.claim(messageOf('called'), 'token', AT);
  await ledger.calling('called', 'token', { at: AT + 1, keptUntil: AT + 1_000_000, payment: PAID });
  await ledger.claim(messageOf('sent'), 'token', AT);
  await ledger.calling('sent', 'token', { at: AT + 1 });
  const sent = {
    outcome: 'sent',
    basis: 'double-opt-in',
    providerId: 'p-1',
    at: AT + 2,
    token: 'token',
  } as const;
  await ledger.settle('sent', sent);
  await ledger.feedback('sent', 'delivered', AT + 3, { providerId: 'p-2' });
  await ledger.feedback('sent', 'soft-bounced', AT + 4);
  await gateItems.stopMarketing(PLACE, AT, 'unsubscribe');
  await gateItems.stopTopic(PLACE, 'product-care', AT + 1);
  await gateItems.pause(PLACE, AT + 2);
  await gateItems.stopAll(PLACE, AT + 3, 'complaint');
  await gateItems.markErased(PLACE, AT + 4);
  await holds.add('1jette', 'one', AT);
  await holds.add('1jette', 'other', AT);
  await controls.move(0, { seq: 3, sending: 'live', paused: ['welcome', 'win-back'] });
  await products.save(PRODUCT, 0);
  await stores.whatsappIds.remember('wamid.1', { messageId: 'sent', profileId: '1jette' }, AT);
  await stores.budget.reserve(PAID, undefined);
  await stores.rateLimit.take({ hash: 'somebody', limit: 5, windowMs: 600_000 }, AT);
};

/** Everything that can be read back, in the form that the engine and the senders see. */
export const readOneOfEach = async (stores: Stores): Promise<Readonly<Record<string, unknown>>> => ({
  state: await stores.profiles.load('1jette'),
  link: await stores.profiles.load('4cart'),
  followed: await stores.profiles.follow('3phone'),
  timeline: await stores.profiles.timeline('1jette'),
  overdue: (await Promise.all(SHARDS.map((shard) => stores.profiles.overdue(shard, AT * 2, 10)))).flat(),
  waiting: await stores.profiles.waiting(),
  rows: (await stores.ledger.read(['claimed', 'called', 'sent'])).toSorted((a, b) =>
    a.messageId.localeCompare(b.messageId),
  ),
  situation: await stores.look('3phone', [PLACE], ['1jette', '1nobody']),
  product: await stores.products.load('8101'),
  whatsapp: await stores.whatsappIds.find('wamid.1'),
  budgetLeft: await stores.budget.reserve(PAID, 2 * PAID.micros),
  budgetSpent: await stores.budget.reserve(PAID, 2 * PAID.micros),
  attemptsLeft: await Promise.all(
    Array.from({ length: 5 }, () =>
      stores.rateLimit.take({ hash: 'somebody', limit: 5, windowMs: 600_000 }, AT),
    ),
  ),
});

const SHARDS = Array.from({ length: 8 }, (_, shard) => shard);
