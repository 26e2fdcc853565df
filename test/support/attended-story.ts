/** A story behind which the real senders stand, as a preview lets somebody live (preview/attended.ts). */
import type { DomainEvent, JsonObject } from '../../core/events/event.ts';
import type { Program } from '../../core/program/program.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { TimelineEntry } from '../../core/state/timeline.ts';
import { attendedLife, type Settled as Sent } from '../../preview/attended.ts';
import { KEYS } from './sending.ts';
import { PROFILE } from './story.ts';

/** What became of a message at its sender; everything else is as the customer's timeline has it. */
type Settled = Readonly<{ type: 'settled'; at: number; flow: string; step: string; said: string }>;
export type Told = TimelineEntry | Settled;

/** Not heard by a customer's profile, but by the catalogue. */
const OF_THE_CATALOGUE = ['product.updated', 'stock.changed'];

/** What two other customers have bought together. */
const othersBought = (at: number) =>
  ['other-1', 'other-2'].map((order_id) => ({
    at,
    data: { order_id, items: [{ product_id: '8101' }, { product_id: '8102' }] },
  }));

const saidOf = ({ at, message: { flow, step }, outcome, reason, code }: Sent): Settled => {
  const more = outcome === 'sent' ? code && ` with ${code}` : `: ${reason}`;
  const said = `${outcome === 'sent' ? 'SENT' : outcome} ${step}${more ?? ''}`;
  return { type: 'settled', at, flow, step, said };
};

/** `codes` are those that stand free in each pool when the story begins. */
export const attendedStory = (
  program: Program,
  { start, codes = {} }: Readonly<{ start: number; codes?: Readonly<Record<string, readonly string[]>> }>,
) => {
  const life = attendedLife(program, {
    ...{ profileId: PROFILE, start, codes, keys: KEYS, publicUrl: 'https://mail.shop.example' },
    sold: othersBought(start),
  });
  let counter = 0;
  const eventOf = (name: string, data: JsonObject, phone: string | undefined): DomainEvent => {
    counter += 1;
    const id = OF_THE_CATALOGUE.includes(name) ? `c${counter}` : `e${counter}`;
    const identities = [
      { kind: 'email' as const, value: 'jette@example.org', profileId: PROFILE },
      ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone, profileId: PROFILE }]),
    ];
    return { id, name, at: life.now(), source: 'test', identities, data };
  };
  return {
    told: (): readonly Told[] => life.told().map((one) => (one.type === 'settled' ? saidOf(one) : one)),
    now: life.now,
    happens: async (name: string, data: JsonObject = {}, phone?: string): Promise<void> => {
      const event = eventOf(name, data, phone);
      // What is new of a product stands in the walk, as an event of its own.
      if (OF_THE_CATALOGUE.includes(name)) life.stocks(event);
      else await life.hears(eventInput(event, { profileId: PROFILE, receivedAt: life.now() }));
    },
    /** Time passes to that moment; every timer fires in its minute. */
    until: life.until,
    /** A publish, and the walk over all customers that follows it. */
    publishes: life.publishes,
  };
};
