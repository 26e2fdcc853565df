/** The control surface of the system on one machine, over HTTP, as other people's tests use it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWhy } from '../../cli/running-system.ts';
import { checkout, consent, sesEvent } from '../support/fenna.ts';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T18:00:00Z';

describe('the control surface', () => {
  let system: TestSystem;
  const status = async (path: string, body?: unknown): Promise<number> =>
    (await (body === undefined ? system.get(path) : system.post(path, body))).status;
  const problem = async (path: string, body: unknown): Promise<string> =>
    ((await (await system.post(path, body)).json()) as { error: string }).error;

  beforeAll(async () => {
    system = await startSystem(START);
    await system.tell('customer.updated', { customer: consent.customer });
    await system.tell('consent.given', consent);
  });
  afterAll(() => system.close());

  test('says that it is ready, which program is live and on which Node it runs', async () => {
    expect(await system.json('/local/health')).toMatchObject({
      ready: true,
      program: 1,
      node: process.version,
      counts: { messages: 0, deadLetters: 0 },
    });
    expect(await system.json('/local/report')).toMatchObject({ ok: true, program: 1, problems: [] });
  });

  test('keeps connections open for longer than callers do, who would meet one that is just being closed', async () => {
    const { headers } = await system.get('/local/health');
    const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThan(60);
  });

  test('moves the clock ahead by a duration, to a time and to the next due moment, and never back', async () => {
    expect(await system.json('/local/clock')).toEqual({ now: '2026-11-20T18:00:00.000Z' });
    expect(await system.advance('1m30s')).toBe('2026-11-20T18:01:30.000Z');
    expect(await system.moveTo('2026-11-20T20:00:00+01:00')).toBe('2026-11-20T19:00:00.000Z');
    await system.tell('checkout.updated', checkout('clock', { email: 'due@example.org' }));
    expect(await system.next()).toBe('2026-11-20T20:00:00.000Z');
    expect(await problem('/local/clock', { to: '2026-11-20T19:00:00Z' })).toContain('never goes back');
    expect(await problem('/local/clock', { to: 'tomorrow' })).toContain('ISO 8601');
    expect(await problem('/local/clock', { advance: '1 hour' })).toContain('duration');
    expect(await problem('/local/clock', { advance: '900w' })).toContain('ten years');
    expect(await problem('/local/clock', { back: true })).toContain('"next": true');
    expect(await problem('/local/clock', '{')).toContain('not JSON');
    for (const body of [{ to: '2020-01-01T00:00:00Z' }, {}, { advance: '-1h' }, []])
      expect(await status('/local/clock', body)).toBe(400);
  });

  test('finds a customer by e-mail in any case, phone in any notation, customer id and profile id', async () => {
    const { profile } = await system.view('fenna@example.org');
    for (const identity of [
      'FENNA@example.ORG',
      '+491713920099',
      '0171/392 00 99',
      '0049 171 3920099',
      '7405',
      'standard:7405',
      String(profile['id']),
    ]) {
      expect((await system.view(identity)).profile, identity).toEqual(profile);
    }
    expect(profile).toMatchObject({
      since: '2026-11-20T18:00:00.000Z',
      person: { email: 'fenna@example.org', firstName: 'Fenna' },
      consents: { 'email/marketing': { state: 'given' } },
    });
    expect(await status('/local/profiles/nobody@example.org')).toBe(404);
    expect(await status('/local/profiles/%20')).toBe(404);
  });

  test('explains why, to nobody else than the commands know, and what is planned', async () => {
    const why = await readWhy(system.url, 'fenna@example.org');
    if (why === undefined || why === 'nobody') throw new Error('nobody is explained');
    expect(why.sentences.map(({ text }) => text.de)).toContainEqual(expect.stringContaining('erlaubt'));
    expect(why.stands.map(({ en }) => en).join(' ')).toContain('Marketing by e-mail: allowed');
    expect(await readWhy(system.url, 'nobody@example.org')).toBe('nobody');
    expect(await readWhy('http://127.0.0.1:9', 'fenna@example.org')).toBeUndefined();
  });

  test('shows where a customer waits, and a timeline of events, consents, decisions and messages with times in ISO 8601', async () => {
    await system.intoTheDay();
    await system.tell('checkout.updated', checkout('line'));
    const now = system.clock.now();
    const { enrollments, timeline } = await system.view('fenna@example.org');
    expect(enrollments).toMatchObject([
      { flow: 'abandoned-cart', step: 'wait-1h', dueAt: new Date(now + 3_600_000).toISOString() },
      { flow: 'consent-renewal' },
    ]);
    expect(timeline).toContainEqual(
      expect.objectContaining({
        type: 'consent',
        channel: 'email',
        purpose: 'marketing',
        state: 'given',
        basis: 'double-opt-in',
      }),
    );
    const event = timeline.find((entry) => entry['event'] === 'checkout.updated');
    expect(event).toMatchObject({
      type: 'event',
      eventId: expect.any(String),
      data: { checkout_id: 'line', total: '12.90', timestamp: expect.stringMatching(/Z$/) },
    });
    for (const { at } of timeline) expect(new Date(at).toISOString()).toBe(at);
  });

  test('takes the notifications of the mail provider, which move the outcome on', async () => {
    await system.advance('1h');
    const [mail] = await system.mails('fenna@example.org');
    if (!mail) throw new Error('the first mail is missing');
    const at = new Date(system.clock.now()).toISOString();
    const outcome = async (): Promise<string | undefined> =>
      outcomesOf(await system.view('fenna@example.org'))[0];
    expect(await outcome()).toBe('help sent');
    const delivered = await system.post(
      '/local/sns/email',
      sesEvent(mail, 'Delivery', { recipients: [mail.to] }, at),
    );
    expect(await delivered.json()).toMatchObject({ delivered: true });
    expect(await outcome()).toBe('help delivered');
    await system.post('/local/sns/email', sesEvent(mail, 'Click', { link: 'https://shop.example' }, at));
    await system.post('/local/sns/email', sesEvent(mail, 'Delivery', { recipients: [mail.to] }, at));
    expect(await outcome()).toBe('help clicked');
    const bounce = {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: mail.to }],
    };
    await system.post('/local/sns/email', sesEvent(mail, 'Bounce', bounce, at));
    expect(await outcome()).toBe('help bounced');
    await system.advance('80h');
    expect(await system.mails('fenna@example.org')).toHaveLength(1);
    expect(outcomesOf(await system.view('fenna@example.org')).slice(1)).toEqual([
      'reviews skipped suppressed',
      'offer skipped suppressed',
    ]);
  });

  test('keeps what it cannot understand in quarantine, from where it can be replayed', async () => {
    const answer = await system.tell('checkout.updated', { items: 'many' });
    expect(answer.status).toBe(202);
    const quarantined =
      await system.json<readonly { key: string; platform: string; body: string; at: string }[]>(
        '/local/quarantine',
      );
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]).toMatchObject({
      platform: 'standard',
      key: expect.stringContaining('quarantine/'),
      at: new Date(system.clock.now()).toISOString(),
    });
    expect(quarantined[0]?.body).toContain('many');
    expect(await status('/local/quarantine/replay', {})).toBe(200);
    expect(await status('/local/quarantine/replay', { keys: 'all' })).toBe(400);
    expect(await system.json('/local/quarantine')).toHaveLength(1);
  });

  test('counts the calls to AWS but not its own, and forgets them when told', async () => {
    await fetch(`${system.url}/local/aws`, { method: 'DELETE' });
    expect(await system.json('/local/aws')).toEqual([]);
    await system.view('fenna@example.org');
    expect(await system.json('/local/aws')).toEqual([]);
    await system.tell('product.viewed', {
      customer: { email: 'fenna@example.org' },
      product: { product_id: '1', title: 'Friesentee' },
    });
    const rows = await system.json<readonly Record<string, unknown>[]>('/local/aws');
    expect(rows).toContainEqual(
      expect.objectContaining({ service: 'sqs', operation: 'SendMessage', count: 1 }),
    );
    for (const row of rows)
      expect(Object.keys(row).sort()).toEqual(['count', 'operation', 'readUnits', 'service', 'writeUnits']);
  });

  test('breaks what it is told to break, but never its own clock and views', async () => {
    expect(
      await problem('/local/faults', [
        { service: 'ec2', operation: '*', kind: 'throttle', rate: 1, seed: 1 },
      ]),
    ).toContain('0.service');
    const broken = ['dynamodb', 'scheduler'].map((service) => ({
      service,
      operation: '*',
      kind: 'error',
      rate: 1,
      seed: 1,
    }));
    expect(await status('/local/faults', broken)).toBe(200);
    await system.tell('consent.given', { ...consent, customer: { email: 'later@example.org' } });
    expect(await system.advance('1m')).toBeTypeOf('string');
    expect((await system.view('fenna@example.org')).profile).toBeDefined();
    expect(await status('/local/profiles/later@example.org')).toBe(404);
    expect(await status('/local/faults', [])).toBe(200);
    await system.advance('10m');
    expect(await status('/local/profiles/later@example.org')).toBe(200);
  });

  test('sends signed samples through the public routes, and says what is missing', async () => {
    expect(await problem('/local/samples/unsubscribe', { customer: 'de' })).toContain('No mail');
    expect(await status('/local/samples/anything', {})).toBe(400);
    await system.intoTheDay();
    for (const name of ['consent-given', 'cart-abandoned'])
      expect(await status(`/local/samples/${name}`, { customer: 'en' })).toBe(200);
    await system.advance('1h');
    const [mail] = await system.mails('sam@example.com');
    expect(mail?.html).toContain('Harbour Breakfast Tea');
    expect(mail?.html).toContain('$16.00');
    expect(mail?.html).toContain('/local/page/pictures/tea.svg');
    expect(await status('/local/samples/unsubscribe', { customer: 'en' })).toBe(200);
    expect(await status('/local/samples/order-placed', { customer: 'en' })).toBe(200);
    expect((await system.view('sam@example.com')).timeline).toContainEqual(
      expect.objectContaining({ event: 'order.placed' }),
    );
    // A sample that counted as a test order would start nothing that a first order starts.
    const { profile } = await system.view('sam@example.com');
    expect(Object.values(profile['spent'] as Record<string, number>)[0]).toBeGreaterThan(0);
  });

  test('answers only this machine, and names what it does not know', async () => {
    expect(
      (await fetch(`${system.url}/local/health`, { headers: { origin: 'https://elsewhere.example' } }))
        .status,
    ).toBe(403);
    expect((await fetch(`${system.url}/local/health`, { headers: { origin: system.url } })).status).toBe(200);
    expect(await status('/local/unknown')).toBe(404);
  });

  test('leaves the public routes as they are deployed', async () => {
    const missing = await system.get('/nothing/here');
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
    expect(await status('/webhooks/shopify')).toBe(405);
    expect(await status('/webhooks/nobody', {})).toBe(404);
    expect(await status('/webhooks/shopify', {})).toBe(401);
    expect((await fetch(`${system.url}/unsubscribe/x`, { method: 'HEAD' })).status).toBe(404);
    expect(
      (await fetch(`${system.url}/webhooks/shopify`, { method: 'POST', body: Buffer.alloc(6_400_000, 'x') }))
        .status,
    ).toBe(413);
    expect(
      (await fetch(`${system.url}/webhooks/shopify`, { method: 'POST', body: Buffer.alloc(10_500_000, 'x') }))
        .status,
    ).toBe(413);
  });
});
