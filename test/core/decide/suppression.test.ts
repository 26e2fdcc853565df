/**
 * Suppression in the engine: hard bounces and complaints at once, soft bounces in a row, and what was entered
 * by hand.
 */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { cartFlow, HOUR, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const LIMIT = 3;
const program = programOf([cartFlow()], { softBounces: LIMIT });
type Story = ReturnType<typeof storyOf>;

const begun = (): Story => storyOf(program).consents();
const bounces = (story: Story, id: string, change: JsonObject = {}, ago = 0): Story =>
  story.hears(
    'message.bounced',
    { channel: 'email', kind: 'transient', sub_type: 'MailboxFull', ...change },
    { id, ago },
  );
const softly = (story: Story, times: number): Story => {
  for (let count = 1; count <= times; count += 1) bounces(story, `bounce-${count}`).passes(HOUR);
  return story;
};
const effectsOf = (story: Story) => story.profile().pending.map(({ kind }) => kind);

describe('soft bounces', () => {
  it('are forgiven below the limit of settings.softBounces', () => {
    expect(softly(begun(), LIMIT - 1).profile()).toMatchObject({ suppressions: {}, softBounces: [{}, {}] });
  });

  it('at the limit suppress the address, in the state and in its gate item', () => {
    const story = softly(begun(), LIMIT - 1);
    bounces(story, 'bounce-3');
    expect(story.profile().suppressions).toMatchObject({ email: { reason: 'bounce' } });
    expect(story.profile().pending).toEqual([
      expect.objectContaining({ kind: 'suppress-address', channel: 'email', address: 'jette@example.org' }),
    ]);
  });

  it('count once, however often we are told', () => {
    const story = begun();
    for (let count = 0; count < 5; count += 1) bounces(story, 'bounce-1').passes(HOUR);
    expect(story.profile().softBounces).toHaveLength(1);
  });

  it.each(['message.delivered', 'message.opened', 'message.clicked'])('start anew after %s', (name) => {
    const story = softly(begun(), LIMIT - 1).hears(name, { channel: 'email' });
    softly(story, 0);
    bounces(story, 'bounce-9');
    expect(story.profile()).toMatchObject({ suppressions: {}, softBounces: [{}] });
  });

  it('that came after a delivery we hear of late still count', () => {
    const story = softly(begun(), LIMIT - 1).hears(
      'message.delivered',
      { channel: 'email' },
      { ago: 90 * 60_000 },
    );
    expect(story.profile().softBounces).toHaveLength(1);
  });

  it('belong to the address they came from', () => {
    const story = softly(begun(), LIMIT - 1);
    story.gets({
      kind: 'event',
      inputId: 'new-address',
      profileId: '1customer',
      receivedAt: story.now(),
      event: {
        id: 'new-address',
        name: 'customer.updated',
        at: story.now(),
        source: 'test',
        identities: [{ kind: 'email', value: 'new@example.org', profileId: '1customer', by: 'account' }],
        data: { customer: {} },
      },
    });
    expect(story.profile().softBounces).toEqual([]);
  });

  it.each(['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'])(
    'for %s say nothing about the mailbox',
    (subType) => {
      const story = begun();
      for (let count = 0; count < LIMIT; count += 1) bounces(story, `bounce-${count}`, { sub_type: subType });
      expect(story.profile().suppressions).toEqual({});
    },
  );
});

describe('a suppression', () => {
  it('by a hard bounce needs no second one', () => {
    const story = bounces(begun(), 'hard', { kind: 'permanent' });
    expect(story.profile().suppressions).toMatchObject({ email: { reason: 'bounce' } });
    expect(effectsOf(story)).toEqual([]);
  });

  it('by hand can be taken back by hand', () => {
    const story = begun().hears('suppression.added', { channel: 'email' });
    expect(story.profile().suppressions).toMatchObject({ email: { reason: 'manual' } });
    expect(story.hears('suppression.removed', { channel: 'email' }).profile().suppressions).toEqual({});
  });

  it('by a complaint cannot, whatever was entered by hand before or after it', () => {
    const story = begun()
      .hears('suppression.added', { channel: 'email' })
      .hears('message.complained', { channel: 'email' });
    story.hears('suppression.added', { channel: 'email' }).hears('suppression.removed', { channel: 'email' });
    expect(story.profile().suppressions).toMatchObject({ email: { reason: 'complaint' } });
  });
});
