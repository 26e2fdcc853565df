/**
 * I3 and I4 at the doors and the sender: whatever a customer presses, and however far the engine is behind,
 * no message leaves against the customer's latest choice.
 */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../../core/decide/decide.ts';
import { gateHash } from '../../core/identity/keys.ts';
import { type LinkPurpose, signLink } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import { TOPICS, type Topic } from '../../core/reason.ts';
import type { EventInput, ProfileInput } from '../../core/state/input.ts';
import { createPreferences } from '../../functions/preferences/handler.ts';
import { createUnsubscribe } from '../../functions/unsubscribe/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { controlsOf, DAY, HOUR } from '../support/flows.ts';
import { runs } from '../support/runs.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, knows, programWith } from '../support/sending.ts';

const { profile, message } = customerOf('jette');
const linkTo = (purpose: LinkPurpose): string =>
  signLink(KEYS, {
    purpose,
    channel: 'email',
    profileId: profile.id,
    gateHash: gateHash(KEYS, '2', 'email', EMAIL),
  });

const act = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TOPICS).map((topic) => ({ kind: 'send' as const, topic })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.subarray([...TOPICS]), fc.boolean())
      .map(([topics, email]) => ({ kind: 'save' as const, topics, email })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('pause', 'resume', 'unsubscribe', 'one-click', 'grant', 'grant', 'engine')
      .map((kind) => ({ kind })),
  },
);
const acts = fc.array(fc.record({ act, after: fc.constantFrom(0, 1, HOUR, 5 * DAY) }), {
  minLength: 3,
  maxLength: 12,
});
type Act = (typeof acts extends fc.Arbitrary<infer T extends readonly unknown[]> ? T[number] : never)['act'];

/**
 * The customer's latest choice; a looser one counts at once here, because the system may be stricter than
 * that.
 */
type Word = { allowed: boolean; left: Set<Topic>; pausedUntil: number };

const listen = (word: Word, said: Act, now: number): void => {
  if (said.kind === 'grant') word.allowed = true;
  if (said.kind === 'unsubscribe' || said.kind === 'one-click') word.allowed = false;
  if (said.kind === 'pause') word.pausedUntil = now + 30 * DAY;
  if (said.kind === 'resume') word.pausedUntil = 0;
  if ('topics' in said) listenToForm(word, said);
};

const listenToForm = (
  word: Word,
  { topics, email }: Readonly<{ topics: readonly Topic[]; email: boolean }>,
): void => {
  if (topics.length === 0 || !email) word.allowed = false;
  if (topics.length > 0) word.left = new Set(TOPICS.filter((topic) => !topics.includes(topic)));
};

const worldOf = (desk: Desk) => {
  const queue = desk.standIns.sqs.queue(LOCAL.inputQueue);
  const program = programWith();
  let made = 0;
  const newId = (what: string): string => {
    made += 1;
    return `${what}-${made}`;
  };
  const request = (token: string, body: string) => ({
    pathParameters: { token },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' } },
  });
  const press = async (form: URLSearchParams) => {
    const answer = await createPreferences(
      desk.env,
      desk.runtime,
      desk.standIns.requestHandler,
    )(request(linkTo('preferences'), form.toString()) as never);
    expect(answer.statusCode).toBe(200);
  };
  const grant = (): void => {
    const id = newId('grant');
    const data = { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' };
    const event = { id, name: 'consent.given', at: desk.clock.now(), source: 'test', identities: [], data };
    const input: EventInput = {
      kind: 'event',
      inputId: id,
      profileId: profile.id,
      receivedAt: desk.clock.now(),
      event,
    };
    queue.send({ body: JSON.stringify(input), groupId: profile.id, dedupId: id });
  };
  /** The engine processes what has been reported so far. */
  const engine = async (): Promise<void> => {
    for (let batch = queue.receive(10); batch.length > 0; batch = queue.receive(10)) {
      for (const { receipt, body } of batch) {
        const { state, version } = await desk.profiles.load(profile.id);
        const rules = { program, controls: controlsOf(), testReachesEveryone: true };
        const decision = decide(state, JSON.parse(body) as ProfileInput, rules, desk.clock.now());
        if (decision.changed) await desk.profiles.save(decision.state, version, {});
        queue.remove(receipt ?? '');
      }
    }
  };
  /** A message that was decided before the latest reports. */
  const send = async (topic: Topic): Promise<boolean> => {
    const before = desk.mails().length;
    const times = {
      decidedAt: desk.clock.now(),
      dueAt: desk.clock.now(),
      usefulUntil: desk.clock.now() + DAY,
    };
    await desk.deliver({ ...message, ...times, topic, messageId: newId('message') });
    return desk.mails().length > before;
  };
  const say = async (said: Act): Promise<void> => {
    if ('topics' in said) {
      const form = new URLSearchParams(
        present({ action: 'save', channels: said.email ? 'email' : undefined }),
      );
      for (const topic of said.topics) form.append('topics', topic);
      return press(form);
    }
    if (said.kind === 'grant') return grant();
    if (said.kind === 'engine') return engine();
    if (said.kind !== 'one-click') return press(new URLSearchParams({ action: said.kind }));
    const unsubscribe = createUnsubscribe(desk.env, desk.runtime, desk.standIns.requestHandler);
    expect(
      (await unsubscribe(request(linkTo('unsubscribe'), 'List-Unsubscribe=One-Click') as never)).statusCode,
    ).toBe(200);
  };
  return { program, say, send };
};

it('I3, I4: from the moment the door has answered, nothing leaves that was withdrawn, left or paused', async () => {
  let left = 0;
  const property = fc.asyncProperty(acts, async (happenings) => {
    const desk = await createDesk();
    const { program, say, send } = worldOf(desk);
    await desk.publish(program);
    await knows(desk, { profile, message });
    const word: Word = { allowed: true, left: new Set(), pausedUntil: 0 };
    for (const { act: said, after } of happenings) {
      desk.advance(after);
      if (said.kind !== 'send') {
        await say(said);
        listen(word, said, desk.clock.now());
      } else if ('topic' in said && (await send(said.topic))) {
        left += 1;
        const now = desk.clock.now();
        expect([word.allowed, word.left.has(said.topic), now < word.pausedUntil]).toEqual([
          true,
          false,
          false,
        ]);
      }
    }
    await desk.close();
  });
  await fc.assert(property, { numRuns: runs(10, 125) });
  // How many is a matter of chance; where none did, nothing was tried.
  expect(left, 'some did leave').toBeGreaterThan(0);
});
