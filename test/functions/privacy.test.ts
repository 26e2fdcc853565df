/** The privacy commands through their front door: who may give them, and what holds when they answer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { gateHashes } from '../../core/identity/keys.ts';
import { commandFor, privacyAt } from '../support/commands.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, knows, programWith } from '../support/sending.ts';
import { STANDARD_SECRET } from '../support/webhooks.ts';

let desk: Desk;
let privacy: ReturnType<typeof privacyAt>;

beforeEach(async () => {
  desk = await createDesk();
  privacy = privacyAt(desk);
  await desk.publish(programWith());
});
afterEach(() => desk.close());

const command = (name: string, body: object, change: { secret?: string; at?: number } = {}) =>
  commandFor(name, body, { at: desk.clock.now(), ...change });

const gateOf = (address: string) =>
  createGateItems(desk.table).read(
    gateHashes(KEYS, 'email', address).map((hash) => ({ hash, channel: 'email' })),
  );
const JETTE = profileIdOf(KEYS[1], 'email', EMAIL);
const person = (change = {}) =>
  customerOf('jette', { identities: [{ kind: 'email', value: EMAIL }], ...change });

describe('a privacy command', () => {
  it.each([
    ['with a foreign secret', { secret: 'whsec_d3Jvbmc=' }, 401],
    ['signed ten minutes ago', { at: Date.UTC(2026, 10, 20, 17, 50) }, 401],
    ['signed rightly', {}, 404],
  ])('%s is answered as it deserves', async (_, change, status) => {
    expect(
      await privacy(command('export', { identity: { email: 'nobody@example.org' } }, change)),
    ).toMatchObject({
      statusCode: status,
    });
  });

  it.each([
    ['names nobody', { identity: {} }, 'names nobody'],
    ['has no identity', {}, 'identity'],
    ['has a mistyped address', { identity: { email: 'jette' } }, 'is no e-mail address'],
    ['has a mistyped number', { identity: { phone: 'none' } }, 'is no phone number'],
  ])('that %s is refused with what is wrong', async (_, body, problem) => {
    const answer = await privacy(command('export', body));
    expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining(problem) });
  });

  it('with a bearer token, which is enough for events, is refused', async () => {
    const { headers: _headers, ...event } = command('export', { identity: { email: EMAIL } });
    expect(
      await privacy({ ...event, headers: { authorization: `Bearer ${STANDARD_SECRET}` } }),
    ).toMatchObject({ statusCode: 401 });
  });

  it('that does not exist is refused by name', async () => {
    expect(await privacy(command('forget', {}))).toMatchObject({
      statusCode: 404,
      body: expect.stringContaining('export, erase, suppress'),
    });
  });

  it('that is signed for one command is no other one', async () => {
    await desk.save({ ...person().profile, id: JETTE });
    const event = command('export', { identity: { email: EMAIL } });
    expect(await privacy({ ...event, pathParameters: { command: 'erase' } })).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining('another-command'),
    });
  });

  it('is carried out once: who sends a copy learns nothing, and one of two at once waits', async () => {
    await desk.save({ ...person().profile, id: JETTE });
    const event = command('export', { identity: { email: EMAIL } });
    const both = await Promise.all([privacy(event), privacy(event)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 503]);
    desk.advance(60_000);
    const copy = await privacy(event);
    expect(copy).toMatchObject({ statusCode: 409, body: expect.stringContaining('repeated') });
    expect(copy.body).not.toContain(EMAIL);
  });

  it('never repeats whom it was about in an error', async () => {
    const { body } = await privacy(command('export', { identity: { email: 'jette at example.org' } }));
    expect(body).not.toContain('jette at');
  });
});

describe('an erasure by command', () => {
  it('is in force when it answers: what was queued does not leave, although the engine has not heard of it yet (I4)', async () => {
    const { profile, message } = person();
    await knows(desk, { profile, message });
    const answer = await privacy(command('erase', { identity: { profile_id: `1${'0'.repeat(25)}` } }));
    expect(answer.statusCode).toBe(202);
    expect(await gateOf(EMAIL)).toBeUndefined();
    expect(await privacy(command('erase', { identity: { email: EMAIL } }))).toMatchObject({
      statusCode: 202,
    });
    expect(await gateOf(EMAIL)).toEqual({ erasedAt: desk.clock.now() });
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
    expect((await desk.row(message))?.reason).toBe('suppressed');
  });

  it('of what came later stops nothing', async () => {
    await privacy(command('erase', { identity: { email: EMAIL } }));
    desk.advance(1);
    const { profile, message } = person();
    const later = { ...message, since: desk.clock.now(), decidedAt: desk.clock.now() };
    const [enrollment] = profile.enrollments;
    await knows(desk, {
      profile: { ...profile, enrollments: enrollment ? [{ ...enrollment, since: later.since }] : [] },
      message: later,
    });
    await desk.deliver(later);
    expect(desk.mails()).toHaveLength(1);
  });

  it('names nobody in what it puts into the queue', async () => {
    await privacy(command('erase', { identity: { email: EMAIL, phone: '+491713920011' } }));
    const told = desk.told();
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(/example\.org|3920011/);
  });

  it('fails as a whole where the queue does not take it, so that it is given again', async () => {
    desk.standIns.setFaults([{ service: 'sqs', operation: '*', kind: 'error', rate: 1, seed: 1 }]);
    expect(await privacy(command('erase', { identity: { email: EMAIL } }))).toMatchObject({
      statusCode: 503,
    });
  });
});

describe('a suppression by command', () => {
  it('is in force when it answers, under the newest key', async () => {
    expect(await privacy(command('suppress', { identity: { email: EMAIL } }))).toMatchObject({
      statusCode: 200,
    });
    expect(await gateOf(EMAIL)).toMatchObject({ allStoppedBy: 'manual' });
  });

  it('gives way to what the provider finds out, and is then there for good', async () => {
    const gates = createGateItems(desk.table);
    const [place] = gateHashes(KEYS, 'email', EMAIL).map((hash) => ({ hash, channel: 'email' as const }));
    await privacy(command('suppress', { identity: { email: EMAIL } }));
    if (place) await gates.stopAll(place, desk.clock.now(), 'bounce');
    await privacy(command('suppress', { identity: { email: EMAIL }, action: 'remove' }));
    expect(await gateOf(EMAIL)).toMatchObject({ allStoppedBy: 'bounce' });
  });

  it('is lifted under whichever key it was entered', async () => {
    const gates = createGateItems(desk.table);
    for (const hash of gateHashes(KEYS, 'email', EMAIL))
      await gates.stopAll({ hash, channel: 'email' }, desk.clock.now(), 'manual');
    await privacy(command('suppress', { identity: { email: EMAIL }, action: 'remove' }));
    expect(await gateOf(EMAIL)).not.toHaveProperty('allStoppedAt');
  });

  it('for a phone number stops WhatsApp', async () => {
    const { body } = await privacy(command('suppress', { identity: { phone: '0171 3920011' } }));
    expect(JSON.parse(body ?? '')).toEqual({ status: 'suppressed', channels: ['whatsapp'] });
  });

  it('without an address anywhere says so', async () => {
    expect(await privacy(command('suppress', { identity: { customer_id: '7401' } }))).toMatchObject({
      statusCode: 404,
    });
  });
});
