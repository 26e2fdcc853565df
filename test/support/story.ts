/**
 * A story of one customer in the pure engine: events go in, timers fire by themselves, and the test reads
 * which messages left.
 */
import type { DomainEvent, JsonObject } from '../../core/events/event.ts';
import type { Controls, Program } from '../../core/program/program.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { ProfileInput } from '../../core/state/input.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import { parseIso, toIso } from '../../core/time/instant.ts';
import { lifeOf } from '../../preview/life.ts';
import { controlsOf } from './flows.ts';

export const PROFILE = '1customer';
export const START = parseIso('2026-11-20T17:00:00Z') as number;

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
};

export const storyOf = (
  program: Program,
  options: Readonly<{
    controls?: Controls;
    start?: number;
    /** What becomes of each state before the next decision. */
    keep?: (state: ProfileState) => ProfileState;
  }> = {},
) => {
  const life = lifeOf({
    profileId: PROFILE,
    rules: { program, controls: options.controls ?? controlsOf(), testReachesEveryone: false },
    start: options.start ?? START,
    keep: (state) => deepFreeze(options.keep?.(state) ?? state),
  });
  let counter = 0;
  const { left, told } = life;
  const begun = new Map<string, string>();

  /** Of an applied input a state remembers how its id begins, so another that begins alike would be dropped. */
  const gets = (input: ProfileInput): void => {
    const known = begun.get(input.inputId.slice(0, 12)) ?? input.inputId;
    if (known !== input.inputId) throw new Error(`two inputs begin alike: ${known} and ${input.inputId}`);
    begun.set(known.slice(0, 12), known);
    life.gets(input);
  };

  const inputOf = (event: DomainEvent, history: true | undefined): ProfileInput =>
    eventInput(event, { profileId: PROFILE, receivedAt: life.now(), history });

  const newId = (): string => {
    counter += 1;
    return `e${counter}`;
  };

  const story = {
    /** An event that happened `ago` milliseconds before now. */
    hears: (
      name: string,
      data: JsonObject = {},
      {
        ago = 0,
        id = newId(),
        phone,
        history,
        ...more
      }: { ago?: number; id?: string; phone?: string; history?: true } & Partial<
        Pick<DomainEvent, 'unread' | 'statedAt' | 'source'>
      > = {},
    ) => {
      gets(
        inputOf(
          {
            id,
            name,
            at: life.now() - ago,
            source: 'test',
            identities: [
              { kind: 'email', value: 'jette@example.org', profileId: PROFILE },
              ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone, profileId: PROFILE }]),
            ],
            data,
            ...more,
          },
          history,
        ),
      );
      return story;
    },
    consents: () =>
      story.hears('consent.given', {
        channel: 'email',
        purpose: 'marketing',
        basis: 'double-opt-in',
        evidence: { text_version: 'v1' },
      }),
    cart: (pieces = 2, options: { ago?: number; id?: string; checkout?: string; history?: true } = {}) =>
      story.hears(
        'checkout.updated',
        {
          checkout_id: options.checkout ?? 'c-1',
          cart_id: 'k-1',
          currency: 'EUR',
          total: '30.30',
          items: pieces > 0 ? [{ product_id: '8101', quantity: pieces }] : [],
        },
        options,
      ),
    orders: (
      options: { ago?: number; id?: string; checkout?: string; order?: string; history?: true } = {},
    ) =>
      story.hears(
        'order.placed',
        {
          order_id: options.order ?? 'o-1',
          checkout_id: options.checkout ?? 'c-1',
          currency: 'EUR',
          total: '30.30',
          items: [],
        },
        options,
      ),
    gets: (input: ProfileInput) => {
      gets(input);
      return story;
    },
    /** Time passes; every timer fires in its minute. */
    passes: (ms: number) => {
      life.passesTo(life.now() + ms);
      return story;
    },
    /** Time passes and every timer in it is lost, as in an outage. */
    sleeps: (ms: number) => {
      life.sleepsTo(life.now() + ms);
      return story;
    },
    publishes: (next: Program, controls: Partial<Controls> = {}) => {
      life.lives({ ...life.rules(), program: next, controls: controlsOf({ seq: next.seq, ...controls }) });
      return story;
    },
    now: life.now,
    left: () => left,
    /** The sent messages as `step MM-DDThh:mm`. */
    sent: () => left.map((message) => `${message.step} ${toIso(message.at).slice(5, 16)}`),
    steps: () => left.map((message) => message.step),
    skipped: () =>
      told.flatMap((entry) =>
        entry.type === 'message' && entry.outcome !== 'queued'
          ? [`${entry.step} ${entry.outcome} ${entry.reason}`]
          : [],
      ),
    decisions: () =>
      told.flatMap((entry) =>
        entry.type === 'decision' ? [`${entry.what}${entry.reason ? ` ${entry.reason}` : ''}`] : [],
      ),
    timers: life.timers,
    profile: life.profile,
    told,
    records: life.records,
    effects: life.effects,
  };
  return story;
};
