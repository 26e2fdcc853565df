/**
 * Suppression in the engine: hard bounces and complaints at once, soft bounces in a row, and entries by hand.
 */
import { describe, expect, it } from 'vitest';
import { suppressionOf } from '../../../core/consent/suppression.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { idOf } from '../../../core/identity/identity.ts';
import { inTodaysForms } from '../../../core/state/todays-forms.ts';
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

it('a complaint holds for the person, whatever address they take later', () => {
  const story = begun();
  const tag = story.profile().person.emailTag;
  story.hears('message.complained', { channel: 'email', ...(tag ? { for: tag } : {}) });
  expect(story.profile().suppressions.email).toMatchObject({ reason: 'complaint' });
  expect(story.profile().suppressions.email).not.toHaveProperty('for');
});

describe('soft bounces', () => {
  it('are forgiven below the limit of settings.softBounces', () => {
    expect(softly(begun(), LIMIT - 1).profile()).toMatchObject({ suppressions: {}, softBounces: [{}, {}] });
  });

  it('at the limit suppress the address, in the state and in its gate item', () => {
    const story = softly(begun(), LIMIT - 1);
    bounces(story, 'bounce-3');
    const at = story.now();
    const tag = story.profile().person.emailTag;
    expect(story.profile().suppressions.email).toEqual({ reason: 'bounce', at, for: tag });
    expect(story.profile().pending).toMatchObject([
      { kind: 'suppress-address', channel: 'email', address: 'jette@example.org', at },
    ]);
  });

  it('go on counting where only a number is new', () => {
    const story = softly(begun(), LIMIT - 1);
    story.hears('customer.updated', {}, { phone: '+491713920011' });
    expect(story.profile().person.phone).toBe('+491713920011');
    expect(bounces(story, 'bounce-3').profile().suppressions).toMatchObject({ email: { reason: 'bounce' } });
  });

  it('leave what is known of another channel as it is', () => {
    const story = begun().hears('message.complained', { channel: 'whatsapp' });
    bounces(softly(story, LIMIT - 1), 'bounce-3');
    expect(Object.keys(story.profile().suppressions).toSorted()).toEqual(['email', 'whatsapp']);
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

describe('what is about an address that the customer has no more', () => {
  const OLD = 'a1b2c3d4';
  const own = (tag: string) => `1${tag}`;
  const moved = (story: Story, tag: string, value: string, id = idOf(tag, story.now())): Story =>
    story.gets({
      kind: 'event',
      inputId: id,
      profileId: '1customer',
      receivedAt: story.now(),
      event: {
        id,
        name: 'customer.updated',
        at: story.now(),
        source: 'test',
        identities: [{ kind: 'email', value, profileId: own(tag), by: 'account' }],
        data: { customer: {} },
      },
    });
  const atNew = () =>
    moved(moved(begun(), OLD, 'old@example.org').passes(HOUR), 'e5f6a7b8', 'new@example.org');
  const stopped = (story: Story) => suppressionOf(story.profile(), 'email')?.reason;

  it.each([
    ['a hard bounce', 'message.bounced', { kind: 'permanent' }],
    ['a complaint', 'message.complained', {}],
  ])('%s does not stop the one they have now, and stops them where they take it back', (_, name, data) => {
    const story = atNew().hears(name, { channel: 'email', for: OLD, ...data });
    expect(stopped(story)).toBeUndefined();
    expect(JSON.stringify(story.profile().suppressions)).not.toContain('example.org');
    expect(stopped(moved(story.passes(HOUR), OLD, 'old@example.org'))).toBeDefined();
  });

  it('displaces no bounce of the one they have now', () => {
    const story = atNew()
      .hears('message.bounced', { channel: 'email', for: 'e5f6a7b8', kind: 'permanent' })
      .hears('message.bounced', { channel: 'email', for: OLD, kind: 'permanent' });
    expect(stopped(story)).toBe('bounce');
  });

  it('soft bounces do not count there, and an arrival there forgives none', () => {
    const story = softly(atNew(), 1);
    for (let count = 0; count < LIMIT; count += 1) bounces(story, `late-${count}`, { for: OLD });
    expect(story.profile().softBounces).toHaveLength(1);
    story.hears('message.delivered', { channel: 'email', for: OLD });
    expect(story.profile().softBounces).toHaveLength(1);
  });

  it('a bounce of the present one goes with it when they change it', () => {
    const story = bounces(atNew(), 'hard', { kind: 'permanent', for: 'e5f6a7b8' });
    expect(stopped(story)).toBe('bounce');
    expect(stopped(moved(story.passes(HOUR), 'c9d0e1f2', 'third@example.org'))).toBeUndefined();
  });

  it('a state of an older version names the address itself, and is read as if it had named its tag', () => {
    const { email = '', ...person } = atNew().profile().person;
    const kept = (address: string) =>
      inTodaysForms({
        ...atNew().profile(),
        person: { ...person, email },
        suppressions: { email: { reason: 'bounce', at: 1, ...{ address } } },
      });
    expect(kept('new@example.org').suppressions).toEqual({
      email: { reason: 'bounce', at: 1, for: 'e5f6a7b8' },
    });
    expect(suppressionOf(kept('old@example.org'), 'email')).toBeUndefined();
    expect(JSON.stringify(kept('old@example.org').suppressions)).not.toContain('@');
  });
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

describe('a word of WhatsApp about a number that the customer has no more', () => {
  const [former, present] = ['+491713930001', '+491713930002'];
  const number = (value: string) =>
    ({ kind: 'phone', value, profileId: `3${value.slice(-8)}`, by: 'holder' }) as const;
  const heard = (story: Story, name: string, value: string, data: JsonObject) =>
    story.gets({
      kind: 'event',
      inputId: idOf(name, value, story.now()),
      profileId: '1customer',
      receivedAt: story.now(),
      event: {
        id: idOf(name, value, story.now()),
        name,
        at: story.now(),
        source: 'whatsapp',
        identities: [number(value)],
        data: { channel: 'whatsapp', purpose: 'marketing', ...data },
      },
    });
  const agreed = () =>
    [former, present].reduce(
      (story, value) => heard(story, 'consent.given', value, { basis: 'double-opt-in' }).passes(HOUR),
      begun(),
    );
  const left = (story: Story, value: string, source: string) =>
    heard(story, 'consent.withdrawn', value, { evidence: { source } }).profile();

  it('by the app’s switch neither takes the number back nor ends the consent for the present one', () => {
    const { person, consents } = left(agreed(), former, 'whatsapp preference');
    expect(person.phone).toBe(present);
    expect(consents['whatsapp/marketing']?.state).toBe('given');
  });

  it('by the app’s switch of the present number ends it, and so does STOP from the former one', () => {
    for (const profile of [
      left(agreed(), present, 'whatsapp preference'),
      left(agreed(), former, 'whatsapp stop'),
    ]) {
      expect(profile.person.phone).toBe(present);
      expect(profile.consents['whatsapp/marketing']?.state).toBe('withdrawn');
    }
  });
});
