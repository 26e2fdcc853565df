/** One input and one decision: what is applied once, what changes nothing, and what is written down of it. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { LIMITS } from '../../../core/limits.ts';
import { DATA_REQUESTED, ERASED } from '../../../core/privacy/rights.ts';
import type { OutcomeInput, ProfileInput } from '../../../core/state/input.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { DAY, HOUR, programOf } from '../../support/flows.ts';
import { cart, heard, known, rules } from '../../support/heard.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';
import { winBack } from '../../support/watches.ts';

const about = { inputId: 'i1', profileId: OWN, receivedAt: START };
const outcome: OutcomeInput = {
  ...about,
  ...{ kind: 'outcome', messageId: 'm', flow: 'f', step: 's', entryId: 'e', dueAt: START },
  ...{ outcome: 'skipped', reason: 'expired' },
};
const wake: ProfileInput = { ...about, kind: 'wake' };
const timer: ProfileInput = { ...about, kind: 'timer', timerId: 't', entryId: 'e' };

describe('an input', () => {
  it('about somebody of whom nothing is known changes nothing, unless it tells something', () => {
    for (const input of [outcome, wake, timer])
      expect(decide(undefined, input, rules, START), input.kind).toMatchObject({
        changed: false,
        effects: [],
      });
    expect(decide(undefined, heard(OWN, { id: 'e', name: 'acme.ping' }), rules, START).changed).toBe(true);
  });

  it('about somebody who was erased changes nothing where it is the end of a message', () => {
    const marker = decide(undefined, heard(OWN, { id: 'e', name: ERASED }), rules, START).state;
    expect(marker).toMatchObject({ kind: 'live', erasedAt: START });
    expect(decide(marker, outcome, rules, START).changed).toBe(false);
    expect(decide(known, { ...outcome, profileId: known.id }, rules, START).changed).toBe(true);
  });

  it('that takes over what is left of somebody erased takes over nothing', () => {
    const marker = decide(undefined, heard(OTHER, { id: 'e', name: ERASED }), rules, START).state as Profile;
    expect(decide(known, absorbOf(marker), rules, START)).toEqual({
      state: known,
      effects: [],
      changed: false,
    });
    expect(decide(known, absorbOf(knownAs(OTHER)), rules, START).changed).toBe(true);
  });

  it('that asks somebody who has just left whether to write to them is ignored, and says so', () => {
    const data = { channel: 'email', purpose: 'marketing' };
    const left = decide(
      known,
      heard(known.id, { id: 'e8', name: 'consent.withdrawn', data }),
      rules,
      START,
    ).state;
    const asked = decide(left, heard(known.id, { id: 'e9', name: 'consent.requested', data }), rules, START);
    expect(asked.record?.entries).toMatchObject([{ what: 'ignored', reason: 'withdrew-lately' }]);
    expect(asked.state).toMatchObject({ consents: { 'email/marketing': { state: 'withdrawn' } } });
  });

  it('arms the same timer whenever it is decided, and each time another where it only wakes', () => {
    const armed = (state: Profile | undefined, input: ProfileInput, now: number, program = rules.program) =>
      decide(state, input, { ...rules, program }, now).effects.flatMap(({ kind, id }) =>
        kind === 'arm-timer' ? [id] : [],
      );
    const begins = heard(OWN, { id: 'e', name: 'checkout.updated', data: cart });
    expect(armed(undefined, begins, START)).toHaveLength(1);
    expect(armed(undefined, begins, START + 1)).toEqual(armed(undefined, begins, START));
    const bought = knownAs(OWN, { history: { 'order.placed': { first: START, last: START, count: 1 } } });
    const [one, two] = [START, START + 1].map((now) => armed(bought, wake, now, programOf([winBack()])));
    expect([one?.length, two?.length, one?.[0] === two?.[0]]).toEqual([1, 1, false]);
  });

  it('counts once, and the newest are remembered', () => {
    let state: Profile = knownAs(OWN);
    const tell = (id: string) => decide(state, { ...wake, inputId: id }, rules, START);
    const ids = Array.from({ length: LIMITS.appliedInputs + 1 }, (_, n) => `input-${n}`.padEnd(25, 'x'));
    for (const id of ids) state = tell(id).state as Profile;
    expect(state.applied).toEqual(ids.slice(1).map((id) => id.slice(0, 12)));
    expect(tell(ids.at(-1) ?? '')).toEqual({ state, effects: [], changed: false });
    expect(tell(ids[0] ?? '').changed).toBe(true);
  });
});

describe('a decision', () => {
  it('has a record where there is something to tell', () => {
    expect(decide(known, { ...wake, profileId: known.id }, rules, START)).not.toHaveProperty('record');
    const { record } = decide(known, heard(known.id, { id: 'e9', name: 'acme.ping' }), rules, START);
    expect(record).toMatchObject({
      profileId: known.id,
      inputId: 'in-e9',
      entries: [{ event: 'acme.ping' }],
    });
  });

  it('leaves a person as they were where nothing is said of them', () => {
    const person = { asOf: START - DAY };
    const { state } = decide(
      knownAs(OWN, { person }),
      heard(OWN, { id: 'e', name: 'acme.ping' }),
      rules,
      START,
    );
    expect(state).toMatchObject({ person });
  });

  it('knows no order as sold elsewhere while no address is known', () => {
    const data = { order_id: 'o-1', contact: { email: 'jette@example.org' } };
    const { state } = decide(knownAs(OWN), heard(OWN, { id: 'e', name: 'order.placed', data }), rules, START);
    expect(state.kind === 'live' && state.orders[0]).not.toHaveProperty('elsewhere');
  });

  it('carries the program that it was made with, and what is still to be done', () => {
    const program = { ...rules.program, seq: 7 };
    const input = heard(known.id, { id: 'e9', name: 'checkout.updated', data: cart });
    const { state, effects } = decide(known, input, { ...rules, program }, START);
    expect(state).toMatchObject({ seq: 7, pending: effects });
    expect(effects.map(({ kind }) => kind)).toEqual(['arm-timer']);
  });

  it('tells what a state that is too large had to give up, and nothing otherwise', () => {
    const large = knownAs(OWN, { attributes: { a: 'x'.repeat(LIMITS.profileHardBytes) }, tags: ['vip'] });
    const { state, record } = decide(large, heard(OWN, { id: 'e', name: 'acme.ping' }), rules, START);
    expect(state).toMatchObject({ attributes: {}, tags: [] });
    expect(record?.entries.at(-1)).toEqual({
      ...{ type: 'decision', at: START, what: 'noted', reason: 'bounds' },
      detail: 'event-counts, tags, own-facts',
    });
  });

  it('names its timers anew whenever a wake arms one', () => {
    const program = programOf([winBack()]);
    const history = { 'order.placed': { first: START - DAY, last: START - DAY, count: 1 } };
    const armed = (now: number) =>
      decide(knownAs(OWN, { history }), wake, { ...rules, program }, now).effects.map(({ id }) => id);
    expect(armed(START)).toHaveLength(1);
    expect(armed(START)).toEqual(armed(START));
    expect(armed(START + HOUR)).not.toEqual(armed(START));
  });
});

describe('a request for data', () => {
  const asked = (identities: Parameters<typeof heard>[1]['identities'] = [], data = {}) =>
    decide(undefined, heard(OWN, { id: 'e', name: DATA_REQUESTED, identities, data }), rules, START);

  it('is handed on with everybody whom it names, and makes nobody known', () => {
    const named = [
      { kind: 'email', value: 'jette@example.org', profileId: OWN },
      { kind: 'phone', value: '+491713920011', profileId: '5phone', formerly: true },
    ] as const;
    const { changed, effects } = asked(named, { request_id: 'r-1' });
    expect(changed).toBe(false);
    expect(effects).toEqual([
      {
        ...{ kind: 'export', id: 'in-e', profileId: OWN, at: START, request: 'r-1' },
        named: [{ profileId: OWN }, { profileId: '5phone', formerly: true }],
      },
    ]);
    expect(asked().effects).toEqual([
      { kind: 'export', id: 'in-e', profileId: OWN, at: START, named: [{ profileId: OWN }] },
    ]);
  });
});
