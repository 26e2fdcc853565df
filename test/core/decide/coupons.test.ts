/**
 * Coupons in the engine: which messages carry a code, that every message of a run carries the same, and that
 * a promised code counts as issued until the message turns out to stay.
 */
import { describe, expect, it } from 'vitest';
import type { CompiledStep, Program } from '../../../core/program/program.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const coupon = (id: string, next: string | null): CompiledStep => ({
  kind: 'coupon',
  id,
  pool: 'thanks',
  validFor: '3d',
  next,
});

/** The templates whose names begin with "gift" show a code. */
const program = (...flows: Parameters<typeof programOf>[0]): Program => {
  const made = programOf(flows);
  const templates = Object.entries(made.templates).map(([name, template]) => [
    name,
    name.startsWith('gift') ? { ...template, needs: ['coupon' as const] } : template,
  ]);
  return { ...made, templates: Object.fromEntries(templates) };
};

const once = (id: string, change: object = {}) =>
  flowOf({
    id,
    trigger: { on: 'product.viewed', restart: false },
    list: [
      {
        kind: 'if',
        id: 'ask',
        condition: { kind: 'not', of: { kind: 'event', event: 'coupon.issued', since: { ms: 90 * DAY } } },
        yes: 'code',
        no: 'plain',
      },
      coupon('code', 'gift'),
      send('gift', null),
      send('plain', null),
    ],
    ...change,
  });

type Story = ReturnType<typeof storyOf>;

const views = (story: Story): Story => story.hears('product.viewed', { product: { product_id: '8101' } });

const outcome = (story: Story, about: number, change: Partial<OutcomeInput>): OutcomeInput => {
  const message = story.left().at(about);
  if (!message) throw new Error('no such message');
  const { messageId, flow, step, entryId, dueAt, profileId } = message;
  return {
    kind: 'outcome',
    inputId: `outcome-${messageId}-${change.outcome}`,
    receivedAt: story.now(),
    outcome: 'skipped',
    reason: 'coupon-pool-empty',
    ...{ messageId, flow, step, entryId, dueAt, profileId },
    ...change,
  };
};

/** The sender tells that the code of the last message was issued. */
const issued = (story: Story): Story => {
  const message = story.left().at(-1);
  const event = {
    id: `issued-${message?.coupon?.id}`,
    name: 'coupon.issued',
    at: story.now(),
    source: 'stammkunde',
    identities: [],
    data: {
      coupon_id: message?.coupon?.id ?? '',
      pool: 'thanks',
      code: 'TEA-1',
      expires_at: '2026-11-23T22:59:59.000Z',
      flow: message?.flow ?? '',
      step: 'code',
      message_id: message?.messageId ?? '',
    },
  };
  return story.gets({
    kind: 'event',
    inputId: event.id,
    profileId: '1customer',
    receivedAt: story.now(),
    event,
  });
};

describe('a code', () => {
  it('is carried by the messages after the step that show one, the same by all of a run', () => {
    const flow = flowOf({
      id: 'thanks',
      trigger: { on: 'product.viewed', restart: false },
      list: [
        send('gift-before', 'code'),
        coupon('code', 'gift'),
        send('gift', 'plain'),
        send('plain', 'pause'),
        wait('pause', 2 * DAY, 'gift-again'),
        send('gift-again', null),
      ],
    });
    const story = views(storyOf(program(flow)).consents()).passes(3 * DAY);
    const [before, first, plain, again] = story.left();
    expect([before?.coupon, plain?.coupon]).toEqual([undefined, undefined]);
    expect(first?.coupon).toMatchObject({ step: 'code', pool: 'thanks', validFor: '3d' });
    expect(again?.coupon).toEqual(first?.coupon);
  });

  it('is another in the next run', () => {
    const story = storyOf(program(once('rare', { reentry: { kind: 'always' } }))).consents();
    views(story);
    issued(story).passes(91 * DAY);
    views(story);
    const [first, second] = story.left();
    expect(story.steps()).toEqual(['gift', 'gift']);
    expect(first?.coupon?.id).not.toBe(second?.coupon?.id);
  });
});

describe('"never twice in 90 days"', () => {
  it('holds from the decision on, so that two flows at once give one code', () => {
    const story = views(storyOf(program(once('one'), once('two'))).consents());
    expect(story.steps()).toEqual(['gift', 'plain']);
  });

  it('holds once the code was issued, for 90 days', () => {
    const story = views(storyOf(program(once('one'))).consents());
    issued(story);
    expect(story.profile().coupons).toEqual([]);
    expect(story.profile().history['coupon.issued']).toMatchObject({ count: 1 });
    views(story.passes(80 * DAY));
    views(story.passes(11 * DAY));
    expect(story.steps()).toEqual(['gift', 'plain', 'gift']);
  });

  it.each(['skipped', 'failed'] as const)('is not broken by a message that was %s', (result) => {
    const story = views(storyOf(program(once('one'))).consents());
    story.gets(outcome(story, -1, { outcome: result }));
    expect(story.profile().coupons).toEqual([]);
    views(story.passes(HOUR));
    expect(story.steps()).toEqual(['gift', 'gift']);
  });

  it('holds for a message that is put off and tried again, with the same code', () => {
    const story = views(storyOf(program(once('one'))).consents());
    const first = story.left().at(-1);
    story.gets(outcome(story, -1, { outcome: 'deferred', reason: 'quiet-hours', until: story.now() + HOUR }));
    story.passes(2 * HOUR);
    expect(story.steps()).toEqual(['gift', 'gift']);
    expect(story.left().at(-1)?.coupon).toEqual(first?.coupon);
    expect(story.profile().coupons).toHaveLength(1);
  });
});

describe('the timeline', () => {
  it('shows the step, and the code with its end once it was issued', () => {
    const story = views(storyOf(program(once('one'))).consents());
    issued(story);
    expect(story.told).toContainEqual(
      expect.objectContaining({ type: 'decision', what: 'coupon', step: 'code', detail: 'thanks' }),
    );
    expect(story.told).toContainEqual(
      expect.objectContaining({
        type: 'coupon',
        flow: 'one',
        step: 'code',
        messageId: story.left()[0]?.messageId,
        couponId: story.left()[0]?.coupon?.id,
        pool: 'thanks',
        code: 'TEA-1',
        expiresAt: Date.parse('2026-11-23T22:59:59Z'),
      }),
    );
  });

  it('shows a code of which nothing else is told, and takes none from another event of ours', () => {
    const story = views(storyOf(program(once('one'))).consents());
    const event = {
      at: story.now(),
      source: 'stammkunde',
      identities: [],
      data: { coupon_id: 'x', code: 'TEA-1' },
    };
    for (const name of ['message.clicked', 'coupon.issued'])
      story.gets({
        kind: 'event',
        inputId: name,
        profileId: '1customer',
        receivedAt: story.now(),
        event: { ...event, id: name, name },
      });
    const blank = { flow: '', step: '', messageId: '', pool: '' };
    const shown = { type: 'coupon', at: story.now(), couponId: 'x', code: 'TEA-1', ...blank };
    expect(story.told.filter(({ type }) => type === 'coupon')).toEqual([shown]);
  });

  it('takes no code from an event that a shop sends under the same name', () => {
    const story = storyOf(program(once('one'))).consents();
    story.hears('coupon.issued', { coupon_id: 'x', code: 'MINE' });
    expect(story.told.filter(({ type }) => type === 'coupon')).toEqual([]);
  });
});
