/**
 * One customer's life with the real senders behind it: what the engine decides is made into a message and
 * judged once more at its moment. life → [this] → sending, the composers of both channels
 */
import { mayBeAsked } from '../core/consent/asked-countries.ts';
import { meantBy, standingOf } from '../core/decide/watches/catch-up.ts';
import type { DomainEvent } from '../core/events/event.ts';
import type { Keys } from '../core/identity/keys.ts';
import { present } from '../core/present.ts';
import type { Program } from '../core/program/program.ts';
import type { Rules } from '../core/program/rules.ts';
import type { Outcome, ReasonCode } from '../core/reason.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import { eventInput } from '../core/state/event-input.ts';
import type { ProfileInput } from '../core/state/input.ts';
import type { TimelineEntry, TimelineRecord } from '../core/state/timeline.ts';
import type { Instant } from '../core/time/instant.ts';
import { composeMail } from '../functions/send-email/compose.ts';
import { composeWhatsapp } from '../functions/send-whatsapp/compose.ts';
import { deliver } from '../sending/deliver.ts';
import type { SendingDeps, SharedDeps } from '../sending/deps.ts';
import { type Life, lifeOf } from './life.ts';
import { type Shop, type Stock, shopOf } from './shop.ts';
import { newsFor } from './waiting.ts';

/** What became of a message at its sender. */
export type Settled = Readonly<{
  type: 'settled';
  at: Instant;
  message: OutboxMessage;
  outcome: Outcome;
  reason?: ReasonCode;
  /** The variable that the customer has nothing for. */
  missing?: string;
  /** What was handed to the provider: a mail, or a message of WhatsApp. */
  parcel?: unknown;
  code?: string;
}>;

/** Everything of a customer's timeline, and what their senders settled, in the order in which it happened. */
export type Told = TimelineEntry | Settled;

export type Beginning = Stock &
  Readonly<{ profileId: string; start: Instant; keys: Keys; publicUrl: string }>;

export const attendedLife = (program: Program, beginning: Beginning) => {
  const { profileId, start, keys, publicUrl } = beginning;
  const shop = shopOf(beginning);
  const life = lifeOf({ profileId, rules: rulesOf(program), start });
  const told: Told[] = [];
  let [handed, read] = [0, 0];

  const takeNote = (): void => {
    told.push(...life.told.slice(read));
    read = life.told.length;
  };

  const senderOf = (message: OutboxMessage): SendingDeps<unknown> => {
    let parcel: unknown;
    const shared = {
      ...inMemory(life, shop),
      ledger: {
        claim: async () => 'claimed',
        calling: async () => true,
        release: async () => undefined,
        settle: async (_id: string, result: Pick<Settled, 'outcome' | 'reason' | 'missing'>) => {
          takeNote();
          const { outcome, reason, missing } = result;
          told.push(
            present({
              ...{ type: 'settled' as const, at: life.now(), message, outcome, reason, missing },
              parcel: outcome === 'sent' ? parcel : undefined,
              code: message.coupon && shop.codeOf(message.coupon.id),
            }),
          );
          return true;
        },
      },
      keys: async () => keys,
      publicUrl,
    } as never as SharedDeps;
    const make = message.channel === 'email' ? composeMail : composeWhatsapp;
    return {
      ...shared,
      channel: {
        channel: message.channel,
        make: (ingredients) => make(shared, ingredients),
        ...present({ mayBeAsked: message.channel === 'whatsapp' ? mayBeAsked : undefined }),
        send: async (made) => {
          parcel = made;
          return { kind: 'accepted', providerId: message.messageId };
        },
      },
    };
  };

  /** Everything that was decided goes through its sender, until nothing more comes of it. */
  const attend = async (): Promise<void> => {
    for (; handed < life.left.length; handed += 1) {
      const message = life.left[handed];
      if (message) await deliver(senderOf(message), message);
    }
    takeNote();
  };

  const hears = async (input: ProfileInput): Promise<void> => {
    life.gets(input);
    await attend();
  };

  return {
    hears,
    /** The catalogue alone learns of it. */
    stocks: (event: DomainEvent): void => void shop.learns(event),
    /** The catalogue learns of it, and the customer of what they wait for. */
    learns: async (event: DomainEvent): Promise<void> => {
      const learned = shop.learns(event);
      if (!learned?.news || life.state() === undefined) return;
      const { program: live } = life.rules();
      for (const news of newsFor(life.profile(), learned, { program: live, now: life.now() }))
        await hears(eventInput(news, { profileId, receivedAt: life.now() }));
    },
    until: (at: Instant): Promise<void> => life.until(at, attend),
    /** A publish, and the walk over all customers that follows it. */
    publishes: async (next: Program): Promise<void> => {
      life.lives(rulesOf(next));
      const [state, now] = [life.state(), life.now()];
      const meant = meantBy(life.rules());
      if (state && standingOf({ profile: life.profile(), program: next, now }, meant) !== 'never')
        life.gets({ kind: 'wake', inputId: `wake-${next.seq}`, profileId, receivedAt: now });
      await attend();
    },
    now: life.now,
    profile: life.profile,
    /** False until the first event is about the customer. */
    known: (): boolean => life.state() !== undefined,
    records: (): readonly TimelineRecord[] => life.records,
    told: (): readonly Told[] => told,
  };
};

export type AttendedLife = ReturnType<typeof attendedLife>;

const rulesOf = (program: Program): Rules => ({
  program,
  controls: { seq: program.seq, sending: 'live', paused: [] },
  testReachesEveryone: true,
});

/** What the senders read and write, with the customer's life behind it. */
const inMemory = (life: Life, shop: Shop) => ({
  look: async () => ({ profile: life.profile(), version: 1, controls: life.rules().controls }),
  profiles: {
    readRecord: async (_id: string, ref: string) => life.records.find((one) => one.ref === ref),
  },
  products: shop.products,
  recommendations: shop.recommendations,
  programs: { load: async () => life.rules().program },
  queues: {
    sendInputs: async (inputs: readonly ProfileInput[]) => {
      for (const input of inputs) life.gets(input);
    },
  },
  slots: { look: async () => 'free', take: async () => true },
  rateLimit: { take: async () => undefined },
  coupons: shop.coupons,
  runtime: { now: life.now, newToken: () => 'token' },
  log: { info: () => undefined },
  metrics: { count: () => undefined },
  testReachesEveryone: true,
});
