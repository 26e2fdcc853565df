/** Which profile an event belongs to: its account, where the shop has told whose that is (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { hintInput } from '../../../core/decide/person/account-hints.ts';
import {
  accountToAsk,
  afterAsking,
  asContact,
  belongsElsewhere,
  withoutAccount,
} from '../../../core/decide/person/whose-event.ts';
import type { DomainEvent } from '../../../core/events/event.ts';
import type { Identity } from '../../../core/identity/identity.ts';
import { ERASED } from '../../../core/privacy/rights.ts';
import type { Known, Tombstone } from '../../../core/state/profile.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const MINA = '1mina';
const email: Identity = { kind: 'email', value: 'mina@example.org', profileId: MINA };
const account = (change: Partial<Identity> = {}): Identity => ({
  kind: 'customer',
  value: 'standard:7',
  profileId: '2seven',
  ...change,
});
const naming = (...identities: readonly Identity[]): DomainEvent =>
  heard(MINA, { id: 'e', name: 'checkout.updated', identities }).event;
const mina = (...identities: readonly Known[]) => knownAs(MINA, { identities });
const known = (value: string, by?: Known['by']): Known => ({
  kind: 'customer',
  value,
  ...(by ? { by } : {}),
});

describe('an event that names an account', () => {
  const typed = naming(email, account());

  it.each<[string, readonly Known[], string | undefined]>([
    ['nobody has an account', [], undefined],
    ['it is the customer’s own', [known('standard:7', 'account')], undefined],
    ['it was typed here before', [known('standard:7')], undefined],
    ['the shop has said that it is somebody else’s', [known('standard:7', 'other')], '2seven'],
    ['the customer has another account there', [known('standard:8', 'account')], '2seven'],
    ['the customer typed another account there', [known('standard:8')], undefined],
    ['the customer has an account in another shop', [known('shopify:8', 'account')], undefined],
    ['that shop has a name that begins alike', [known('standards:8', 'account')], undefined],
    [
      'another identity looks like an account there',
      [{ kind: 'anonymous', value: 'standard:8', by: 'account' }],
      undefined,
    ],
    ['it is one of two of theirs', [known('standard:8', 'account'), known('standard:7')], undefined],
  ])('beside the address belongs, where %s, where it should', (_what, identities, whose) => {
    expect(belongsElsewhere(mina(...identities), typed)).toBe(whose);
  });

  it.each<[string, string | undefined]>([
    ['woocommerce:8', undefined],
    ['woocommerce:tea.example~8', '2seven'],
    ['woocommerce:teas.example~8', undefined],
  ])('of one of several shops belongs there unless the account %s is in another shop', (own, whose) => {
    const told = naming(email, account({ value: 'woocommerce:tea.example~7' }));
    expect(belongsElsewhere(mina(known(own, 'account')), told)).toBe(whose);
  });

  it('and erases somebody, erases who asked for it, whosever the account is', () => {
    const asks = heard(MINA, { id: 'e', name: ERASED, identities: [email, account({ by: 'other' })] });
    const { state, effects } = decide(mina(), asks, rules, START);
    expect(state).toMatchObject({ kind: 'live', id: MINA, erasedAt: START });
    expect(effects.map(({ kind }) => kind)).toEqual(['erase']);
  });

  it('belongs to it where it is marked as somebody else’s, whatever is known here', () => {
    expect(belongsElsewhere(mina(), naming(email, account({ by: 'other' })))).toBe('2seven');
  });

  it('is the word of the shop for the holder of the address, also about one that was another’s', () => {
    const word = naming(email, account({ by: 'account' }));
    expect(belongsElsewhere(mina(known('standard:7', 'other')), word)).toBeUndefined();
    expect(belongsElsewhere(mina(known('standard:8', 'account')), word)).toBeUndefined();
  });

  it('by the shop and without an address belongs to the account, and to its owner here', () => {
    const word = naming(account({ by: 'account' }));
    expect(belongsElsewhere(mina(known('standard:8', 'account')), word)).toBe('2seven');
    expect(belongsElsewhere(mina(known('standard:7', 'other')), word)).toBeUndefined();
  });

  it('stays where it is the account’s own profile', () => {
    const own = knownAs('2seven', { identities: [known('standard:7', 'other')] });
    expect(belongsElsewhere(own, typed)).toBeUndefined();
  });

  it('counts for the address alone without its account, and what is no event stays as it is', () => {
    const input = heard(MINA, { id: 'e', name: 'consent.withdrawn', identities: [account(), email] });
    expect(withoutAccount(input)).toEqual({ ...input, event: { ...input.event, identities: [email] } });
    const wake = { kind: 'wake', inputId: 'w', profileId: MINA, receivedAt: START } as const;
    expect(withoutAccount(wake)).toBe(wake);
  });

  it('reaches the account without the address, and proves nothing there', () => {
    const shown = asContact(naming(email, account({ by: 'other' }), { ...account(), kind: 'anonymous' }));
    expect(shown.identities).toEqual([account(), { ...account(), kind: 'anonymous' }]);
  });
});

describe('an account is asked about', () => {
  it('where it was typed beside an address, and nobody here knows an account of that shop', () => {
    expect(accountToAsk(mina(), naming(email, account()))).toEqual(account());
    expect(accountToAsk(undefined, naming(email, account()))).toEqual(account());
    expect(accountToAsk(mina(known('shopify:1', 'account')), naming(email, account()))).toEqual(account());
    expect(accountToAsk(mina(known('standard:8')), naming(email, account()))).toBeUndefined();
  });

  it('never where no address stands beside it, or its evidence is known', () => {
    expect(accountToAsk(mina(), naming(account()))).toBeUndefined();
    expect(accountToAsk(mina(), naming({ ...email, kind: 'anonymous' }, account()))).toBeUndefined();
    expect(accountToAsk(mina(), naming(email, account({ by: 'account' })))).toBeUndefined();
    expect(accountToAsk(mina(), naming(email))).toBeUndefined();
  });
});

describe('after an account was asked', () => {
  const input = { ...heard(MINA, { id: 'e', name: 'checkout.updated' }), event: naming(email, account()) };
  const [, seven = account()] = input.event.identities;
  const leading = (change: Partial<Tombstone> = {}): Tombstone => ({
    kind: 'tombstone',
    id: '2seven',
    mergedInto: '1owner',
    at: START,
    pending: [],
    ...change,
  });
  const marked = { ...input.event, identities: [email, account({ by: 'other' })] };

  it('nobody was told about, the event counts here and the account remembers that it was typed', () => {
    const hint = hintInput('2seven', { account: 'standard:7', by: MINA, at: START });
    expect(afterAsking(input, seven, { standing: knownAs('2seven') })).toEqual({ input, hint });
  });

  it('that nobody has ever named, the event counts here and nobody remembers', () => {
    expect(afterAsking(input, seven, { standing: undefined })).toEqual({ input });
    expect(afterAsking(input, seven, { standing: undefined, owner: '1owner' })).toEqual({ input });
  });

  it.each([
    ['by the shop', { by: 'account' as const }],
    ['by a profile of its own that joined', { last: knownAs('2seven') }],
  ])('that belongs to somebody else %s, only the account is marked', (_what, change) => {
    const asked = afterAsking(input, seven, { standing: leading(change), owner: '1owner' });
    expect(asked).toEqual({ input: { ...input, event: marked } });
  });

  it('whose link was only typed, or leads here or nowhere, the event counts here', () => {
    const shown = leading({ by: 'account' });
    expect(afterAsking(input, seven, { standing: leading(), owner: '1owner' })).toEqual({ input });
    expect(afterAsking(input, seven, { standing: shown, owner: MINA })).toEqual({ input });
    expect(afterAsking(input, seven, { standing: shown })).toEqual({ input });
  });

  it('that was erased, what is dated before does not count, and what is dated later does', () => {
    const standing = leading({ erasedAt: START });
    expect(afterAsking(input, seven, { standing, owner: '1owner' })).toBe('erased');
    const earlier = leading({ erasedAt: START - 1 });
    expect(afterAsking(input, seven, { standing: earlier, owner: '1owner' })).toEqual({ input });
  });
});
