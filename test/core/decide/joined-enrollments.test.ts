/** The enrollments of two profiles that become one: which stay, which end and why, and what is shown then. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow } from '../../../core/program/program.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { care } from '../../support/per-order-flows.ts';
import { storyOf } from '../../support/story.ts';

type Change = Partial<Parameters<typeof flowOf>[0]>;
const pinged = (change: Change = {}) =>
  flowOf({
    id: 'ping',
    trigger: { on: 'acme.ping', restart: true },
    list: [wait('w1', HOUR, 'one'), send('one', 'w2'), wait('w2', DAY, 'two'), send('two', null)],
    ...change,
  });
const shop = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();
type Story = ReturnType<typeof shop>;
const absorbed = (story: Story, other: Profile): Story =>
  story.gets({
    kind: 'absorb',
    inputId: 'absorbed',
    profileId: '1customer',
    receivedAt: story.now(),
    from: '4other',
    state: { ...other, id: '4other' },
  });
const exits = (story: Story) =>
  story.told.filter((entry) => entry.type === 'decision' && entry.what === 'exited');

describe('of two in one flow', () => {
  /** The survivor has sent its first message; the other has heard of the same thing at another time. */
  const met = (ago: number, change: Change = {}) => {
    const other = shop(pinged(change))
      .passes(3 * HOUR)
      .hears('acme.ping', {}, { id: 'other', ago });
    const elsewhere = flowOf({
      id: 'else',
      trigger: { on: 'acme.pong', restart: true },
      list: [wait('w', DAY, null)],
    });
    const own = shop(pinged(change), elsewhere)
      .hears('acme.pong', {})
      .passes(HOUR)
      .hears('acme.ping', {}, { id: 'own' });
    const [alone, further] = own.passes(2 * HOUR).profile().enrollments;
    const [joining] = other.profile().enrollments;
    const story = absorbed(own, other.profile());
    const after = story.profile().enrollments;
    expect(after.map(({ entryId }) => entryId)).toEqual([alone?.entryId, further?.entryId]);
    expect(after[0]).toEqual(alone);
    return { after: after[1], further, joining };
  };

  test('the further one stays, and shows the newer word', () => {
    const { after, further, joining } = met(0);
    expect(after).toEqual({ ...further, ref: `4other/${joining?.ref}`, renewed: { at: joining?.since } });
  });

  test('it shows its own where that is as new, or where the flow renews nothing', () => {
    expect(met(2 * HOUR).after?.renewed).toBeUndefined();
    expect(met(2.5 * HOUR).after?.renewed).toBeUndefined();
    const still = met(0, { trigger: { on: 'acme.ping', restart: false } });
    expect(still.after).toEqual(still.further);
  });
});

describe('of two in different flows', () => {
  test('both go on', () => {
    const other = shop(pinged({ id: 'pong' })).hears('acme.ping', {}, { id: 'other' });
    const program = programOf([
      pinged(),
      pinged({ id: 'pong', trigger: { on: 'acme.pong', restart: true } }),
    ]);
    const story = absorbed(storyOf(program).consents().hears('acme.ping', {}), other.profile());
    expect(story.profile().enrollments.map(({ flow }) => flow)).toEqual(['ping', 'pong']);
    expect(story.timers()).toHaveLength(2);
  });

  test('none joins beyond the number that one customer may be in', () => {
    const flows = Array.from({ length: LIMITS.enrollmentsPerProfile + 1 }, (_, n) =>
      pinged({ id: `f${n}`, trigger: { on: n === 0 ? 'acme.pong' : 'acme.ping', restart: true } }),
    );
    const other = shop(...flows).hears('acme.pong', {}, { id: 'other' });
    const story = absorbed(shop(...flows).hears('acme.ping', {}), other.profile());
    expect(story.profile().enrollments).toHaveLength(LIMITS.enrollmentsPerProfile);
    expect(exits(story)).toMatchObject([{ flow: 'f0', reason: 'limit' }]);
    const fewer = absorbed(shop(...flows.slice(0, -1)).hears('acme.ping', {}), other.profile());
    expect(fewer.profile().enrollments).toHaveLength(LIMITS.enrollmentsPerProfile);
    expect(exits(fewer)).toEqual([]);
  });
});

describe('what ends by the merge', () => {
  test('is the own run that the other one forbids, and says so', () => {
    const never = pinged({ reentry: { kind: 'never' }, list: [wait('w', HOUR, null)] });
    const other = shop(never)
      .hears('acme.ping', {}, { id: 'other' })
      .passes(2 * HOUR);
    const story = absorbed(
      shop(never)
        .passes(2 * HOUR)
        .hears('acme.ping', {}),
      other.profile(),
    );
    expect(exits(story)).toMatchObject([{ flow: 'ping', step: 'w', reason: 'merged' }]);
    expect(story.timers()).toEqual([]);
  });

  test('is told with the order that it was about', () => {
    const other = shop(care())
      .orders({ order: 'o-1', id: 'other' })
      .passes(2 * DAY);
    const story = absorbed(shop(care()).orders({ order: 'o-1' }), other.profile());
    expect(exits(story)).toMatchObject([
      { flow: 'care', about: { kind: 'order', id: 'o-1' }, reason: 'merged' },
    ]);
  });
});
