/**
 * A story behind which the real senders stand: what the engine decides is made into a mail and judged once
 * more at its moment, with a catalogue and lists of codes in memory. It tells everything on one timeline.
 */
import { basketOf } from '../../core/catalogue/baskets.ts';
import { applyToProduct } from '../../core/catalogue/catalogue.ts';
import type { Product } from '../../core/catalogue/product.ts';
import { salesOf, suggestionsFrom } from '../../core/catalogue/sales.ts';
import { mayBeAsked } from '../../core/consent/asked-countries.ts';
import { meantBy, standingOf } from '../../core/decide/watches/catch-up.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import type { Program } from '../../core/program/program.ts';
import type { ReasonCode } from '../../core/reason.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { ProfileInput } from '../../core/state/input.ts';
import type { TimelineEntry } from '../../core/state/timeline.ts';
import { composeMail } from '../../functions/send-email/compose.ts';
import { composeWhatsapp } from '../../functions/send-whatsapp/compose.ts';
import { deliver } from '../../sending/deliver.ts';
import type { SendingDeps, SharedDeps } from '../../sending/deps.ts';
import { controlsOf } from './flows.ts';
import { KEYS } from './sending.ts';
import { storyOf } from './story.ts';

/** What became of a message at its sender; everything else is as the customer's timeline has it. */
type Settled = Readonly<{ type: 'settled'; at: number; flow: string; step: string; said: string }>;
export type Told = TimelineEntry | Settled;

/** Not heard by a customer's profile, but by the catalogue. */
const OF_THE_CATALOGUE = ['product.updated', 'stock.changed'];

/** What two other customers have bought together. */
const othersBought = (at: number) => ({
  baskets: ['other-1', 'other-2'].flatMap(
    (order_id) => basketOf({ order_id, items: [{ product_id: '8101' }, { product_id: '8102' }] }, at) ?? [],
  ),
});

/** `codes` are those that stand free in each pool when the story begins. */
export const attendedStory = (
  first: Program,
  { start, codes = {} }: Readonly<{ start: number; codes?: Readonly<Record<string, readonly string[]>> }>,
) => {
  let program = first;
  const story = storyOf(program, { start });
  const told: Told[] = [];
  const products = new Map<string, Product>();
  const issued = new Map<string, Readonly<{ code: string; expiresAt?: number; told: boolean }>>();
  const free = new Map(Object.entries(codes).map(([pool, list]) => [pool, [...list]]));
  let counter = 0;
  let [handed, read] = [0, 0];

  const takeNote = (): void => {
    told.push(...story.told.slice(read));
    read = story.told.length;
  };

  const draw: SharedDeps['coupons']['draw'] = async ({ id, from, expiresAt }) => {
    const known = issued.get(id);
    if (known) return known;
    const code = 'list' in from ? free.get(from.list)?.shift() : 'code' in from ? from.code : from.own;
    if (code === undefined) return 'empty';
    const drawn = present({ code, expiresAt, told: false });
    issued.set(id, drawn);
    return drawn;
  };

  const settled = (
    { flow, step, coupon }: OutboxMessage,
    { outcome, reason }: Readonly<{ outcome: string; reason?: ReasonCode }>,
  ): void => {
    takeNote();
    const code = coupon && issued.get(coupon.id)?.code;
    const more = outcome === 'sent' ? code && ` with ${code}` : `: ${reason}`;
    const said = `${outcome === 'sent' ? 'SENT' : outcome} ${step}${more ?? ''}`;
    told.push({ type: 'settled', at: story.now(), flow, step, said });
  };

  const senderOf = (message: OutboxMessage): SendingDeps<unknown> => {
    const shared = {
      ledger: {
        claim: async () => 'claimed',
        calling: async () => true,
        release: async () => undefined,
        settle: async (_id: string, result: Parameters<typeof settled>[1]) => {
          settled(message, result);
          return true;
        },
      },
      look: async () => ({
        profile: story.profile(),
        version: 1,
        controls: controlsOf({ seq: program.seq }),
      }),
      profiles: {
        readRecord: async (_id: string, ref: string) => story.records.find((one) => one.ref === ref),
      },
      products: { many: async (ids: readonly string[]) => ids.flatMap((id) => products.get(id) ?? []) },
      recommendations: {
        suggest: async (...[asked, now]: Parameters<SharedDeps['recommendations']['suggest']>) =>
          suggestionsFrom(salesOf([othersBought(start)], now), asked),
      },
      programs: { load: async () => program },
      queues: {
        sendInputs: async (inputs: readonly ProfileInput[]) => {
          for (const input of inputs) story.gets(input);
        },
      },
      slots: { look: async () => 'free', take: async () => true },
      rateLimit: { take: async () => undefined },
      coupons: {
        draw,
        markTold: async (id: string) => {
          const drawn = issued.get(id);
          if (drawn) issued.set(id, { ...drawn, told: true });
        },
      },
      keys: async () => KEYS,
      runtime: { now: story.now, newToken: () => 'token' },
      log: { info: () => undefined },
      metrics: { count: () => undefined },
      publicUrl: 'https://mail.shop.example',
      testReachesEveryone: true,
    } as never as SharedDeps;
    const make = message.channel === 'email' ? composeMail : composeWhatsapp;
    return {
      ...shared,
      channel: {
        channel: message.channel,
        make: (ingredients) => make(shared, ingredients),
        ...(message.channel === 'whatsapp' && { mayBeAsked }),
        send: async () => ({ kind: 'accepted', providerId: 'p' }),
      },
    };
  };

  /** Everything that was decided goes through its sender, until nothing more comes of it. */
  const attend = async (): Promise<void> => {
    for (; handed < story.left().length; handed += 1) {
      const message = story.left()[handed];
      if (message) await deliver(senderOf(message), message);
    }
    takeNote();
  };

  const toTheCatalogue = (name: string, data: JsonObject): void => {
    counter += 1;
    const event = { id: `c${counter}`, name, at: story.now(), source: 'test', identities: [], data };
    const known = products.get(String(data['product_id']));
    const next = applyToProduct(known, event);
    if (next) products.set(next.id, next);
  };

  return {
    told: (): readonly Told[] => told,
    now: story.now,
    happens: async (name: string, data: JsonObject = {}, phone?: string): Promise<void> => {
      if (OF_THE_CATALOGUE.includes(name)) toTheCatalogue(name, data);
      else story.hears(name, data, present({ phone }));
      await attend();
    },
    /** Time passes to that moment; every timer fires in its minute. */
    until: async (at: number): Promise<void> => {
      for (;;) {
        const next = Math.min(...story.timers().map((timer) => timer.at));
        if (next > at) break;
        story.passes(next - story.now());
        await attend();
      }
      story.passes(at - story.now());
    },
    /** A publish, and the walk over all customers that follows it. */
    publishes: async (next: Program): Promise<void> => {
      program = next;
      story.publishes(next);
      const [profile, now] = [story.profile(), story.now()];
      const meant = meantBy({ program, controls: controlsOf({ seq: next.seq }), testReachesEveryone: true });
      if (standingOf({ profile, program, now }, meant) !== 'never')
        story.gets({ kind: 'wake', inputId: `wake-${next.seq}`, profileId: profile.id, receivedAt: now });
      await attend();
    },
  };
};
