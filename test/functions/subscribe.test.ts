/** The sign-up door: what forms may send, which inputs are queued, and how little the answer reveals. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { EventInput, Input } from '../../core/state/input.ts';
import { START } from '../support/sending.ts';
import { FORM, JSON_TYPE, openSignUps, type SignUps, TAKES_NUMBERS } from '../support/sign-up-form.ts';

let { desk, ask, form, json, shopWith } = {} as SignUps;

beforeEach(async () => {
  ({ desk, ask, form, json, shopWith } = await openSignUps());
});
afterEach(() => desk.close());

const told = (): readonly EventInput[] =>
  (desk.told() as readonly Input[]).flatMap((input) => (input.kind === 'event' ? [input] : []));

describe('a sign-up', () => {
  it('queues a request for consent with its proof, and changes nobody', async () => {
    expect(
      await form({ email: 'Insa@Example.org', first_name: 'Insa', text_version: 'v3', source: 'footer' }),
    ).toMatchObject({
      statusCode: 200,
    });
    const [input, ...others] = told();
    expect(others).toEqual([]);
    expect(input).toMatchObject({
      kind: 'event',
      receivedAt: START,
      event: {
        name: 'consent.requested',
        at: START,
        source: 'subscribe',
        identities: [{ kind: 'email', value: 'insa@example.org' }],
        data: {
          customer: { email: 'insa@example.org', first_name: 'Insa', locale: 'de' },
          channel: 'email',
          purpose: 'marketing',
          evidence: {
            text_version: 'v3',
            source: 'footer',
            request_ip: '192.0.2.0',
            requested_at: '2026-11-20T18:00:00.000Z',
          },
        },
      },
    });
  });

  it.each([
    ['a form', () => form({ email: 'insa@example.org' })],
    ['JSON', () => json({ email: 'insa@example.org' })],
    [
      'base64, as API Gateway hands forms over',
      () =>
        ask({
          headers: FORM,
          body: Buffer.from('email=insa%40example.org').toString('base64'),
          base64: true,
        }),
    ],
    [
      'multipart',
      () =>
        ask({
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
          body: '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\ninsa@example.org\r\n--b--\r\n',
        }),
    ],
  ])('may come as %s', async (_, send) => {
    expect((await send()).statusCode).toBe(200);
    expect(told()).toMatchObject([{ event: { data: { customer: { email: 'insa@example.org' } } } }]);
  });

  it('is in the language that the form states, and else in that of the page', async () => {
    await form({ email: 'insa@example.org', locale: 'nl-NL' });
    expect(told()[0]?.event.data).toMatchObject({ customer: { locale: 'nl-NL' } });
  });

  it('for WhatsApp, where the shop takes numbers, is about the number alone', async () => {
    await shopWith(TAKES_NUMBERS);
    await json({ email: 'insa@example.org', phone: '0171 3920011', channel: 'whatsapp' });
    expect(told()).toMatchObject([
      { event: { identities: [{ kind: 'phone', value: '+491713920011' }], data: { channel: 'whatsapp' } } },
    ]);
    expect(JSON.stringify(told())).not.toContain('insa');
  });

  it.each([
    ['none', undefined],
    ['shortened', '192.0.2.0'],
    ['hashed', expect.stringMatching(/^[0-9a-v]{25}$/)],
  ] as const)('keeps the visitor’s address %s where the shop says so', async (ipAddresses, kept) => {
    await shopWith({ ipAddresses });
    await form({ email: 'insa@example.org' });
    const evidence = told()[0]?.event.data['evidence'] as Record<string, unknown> | undefined;
    expect(evidence?.['request_ip']).toEqual(kept);
    expect(JSON.stringify(told())).not.toContain('192.0.2.77');
  });

  it('sent twice within a minute is queued once', async () => {
    await form({ email: 'insa@example.org' });
    await form({ email: 'insa@example.org' });
    expect(told()).toHaveLength(1);
  });

  it('whose event the queue does not take is answered 503', async () => {
    const answer = await ask({ headers: JSON_TYPE, body: '{"email":"insa@example.org"}' }, {
      handle: async (request, options) => {
        if ((request as { headers: Record<string, string> }).headers['x-amz-target']?.startsWith('AmazonSQS'))
          throw new Error('no queue');
        return desk.standIns.requestHandler.handle(request, options);
      },
    } as typeof desk.standIns.requestHandler);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
  });
});

describe('a robot', () => {
  it('that fills in the hidden field gets the same answer, and nothing happens', async () => {
    const human = await form({ email: 'insa@example.org' });
    const robot = await form({ email: 'robot@example.org', website: 'https://spam.example' });
    expect(robot).toEqual(human);
    expect(told()).toHaveLength(1);
  });

  it('is slowed down per mailbox, in all its spellings, and is told nothing of it', async () => {
    const answers: unknown[] = [];
    for (let attempt = 0; attempt < 3 * LIMITS.signUpsPerAddress; attempt += 1)
      answers.push(await json({ email: `in.sa+${attempt}@example.org` }, { ip: `198.51.100.${attempt}` }));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told()).toHaveLength(LIMITS.signUpsPerAddress);
    desk.advance(LIMITS.signUpAddressWindowMs);
    await json({ email: 'insa@example.org' });
    expect(told()).toHaveLength(LIMITS.signUpsPerAddress + 1);
  });

  it('does not get past its limit by other addresses of one IPv6 line', async () => {
    for (let attempt = 0; attempt < LIMITS.signUpsPerOrigin; attempt += 1)
      await json(
        { email: `insa-${attempt}@example.org` },
        { ip: `2001:db8:1:2:${attempt.toString(16)}:0:${(attempt * 7).toString(16)}:1` },
      );
    const more = { email: 'one-more@example.org' };
    for (const ip of [
      '2001:db8:1:2::',
      '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
      '2001:db8:1:2:0:0:192.0.2.1',
    ])
      expect((await json(more, { ip })).statusCode).toBe(429);
    expect((await json(more, { ip: '2001:db8:1:3::1' })).statusCode).toBe(200);
  });

  it('is slowed down per origin, with the seconds to wait, while others are not', async () => {
    for (let attempt = 0; attempt < LIMITS.signUpsPerOrigin; attempt += 1)
      await json({ email: `insa-${attempt}@example.org` });
    const refused = await json({ email: 'one-more@example.org' });
    expect(refused).toMatchObject({ statusCode: 429 });
    expect(Number(refused.headers?.['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers?.['retry-after'])).toBeLessThanOrEqual(LIMITS.signUpOriginWindowMs / 1_000);
    expect((await json({ email: 'one-more@example.org' }, { ip: '203.0.113.9' })).statusCode).toBe(200);
  });
});

describe('a slip of the finger', () => {
  it('is shown beside the form, with what was typed and nothing of it as markup', async () => {
    const answer = await form({ email: '"><script>alert(1)</script>', first_name: 'Insa' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('Bitte prüfen Sie die E-Mail-Adresse');
    expect(answer.body).toContain('aria-invalid="true"');
    expect(answer.body).toContain('value="Insa"');
    expect(answer.body).not.toContain('<script');
    expect(told()).toEqual([]);
  });

  it('is told to a program by the names of the fields', async () => {
    const answer = await json({ email: 'insa@example' });
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ error: 'invalid', fields: ['email'] });
  });

  it.each([
    ['no JSON', 400, { headers: JSON_TYPE, body: '{' }],
    ['a list', 400, { headers: JSON_TYPE, body: '[]' }],
    ['another format', 415, { headers: { 'content-type': 'text/csv' }, body: 'email' }],
    ['a book', 413, { headers: FORM, body: `email=${'a'.repeat(LIMITS.signUpBodyBytes)}` }],
    ['broken multipart', 400, { headers: { 'content-type': 'multipart/form-data' }, body: 'x' }],
    ['nothing', 400, { headers: FORM }],
  ])('%s is refused with %i', async (_, status, asked) => {
    expect((await ask(asked)).statusCode).toBe(status);
    expect(told()).toEqual([]);
  });
});
