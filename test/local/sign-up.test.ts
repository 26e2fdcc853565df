/** The double opt-in as a visitor sees it: form, mail, page, button, and the proof that is left behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomesOf, startSystem, type TestSystem } from '../support/local-system.ts';
import { confirmLink, postForm, press } from '../support/sign-up.ts';

const START = '2026-11-20T09:00:00Z';

let system: TestSystem;
let people = 0;
const someone = (): string => {
  people += 1;
  return `insa-${people}@example.org`;
};
const consentsOf = async (email: string) =>
  (await system.view(email)).timeline.filter(({ type }) => type === 'consent');
const abandons = async (email: string): Promise<void> => {
  const items = [{ product_id: '8101', title: 'Halligtee', quantity: 1, unit_price: '9.90' }];
  const cart = {
    checkout_id: `c-${email}`,
    currency: 'EUR',
    total: '9.90',
    url: 'https://shop.example/c',
    items,
  };
  await system.tell('checkout.updated', { ...cart, customer: { email } });
};

beforeAll(async () => {
  system = await startSystem(START);
});
afterAll(() => system.close());

describe('GDPR Art. 7(1): consent by double opt-in', () => {
  test('takes a form, a mail and a button, and leaves the whole proof on the timeline', async () => {
    const email = someone();
    const form = { email, first_name: 'Insa', text_version: 'footer-2026-11', source: 'footer form' };
    expect((await postForm(system, form, { 'accept-language': 'de' })).status).toBe(200);
    await system.advance('1m');
    const [mail, ...more] = await system.mails(email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Bitte bestätigen Sie Ihre Anmeldung');
    expect(Object.keys(mail?.headers ?? {}).filter((name) => /^list-/i.test(name))).toEqual([]);
    expect(mail?.html).not.toContain('Insa');

    await system.advance('2h');
    expect((await press(await confirmLink(system, email))).status).toBe(200);
    expect(await consentsOf(email)).toMatchObject([
      {
        state: 'requested',
        evidence: {
          text_version: 'footer-2026-11',
          source: 'footer form',
          requested_at: '2026-11-20T09:00:00.000Z',
          request_ip: '127.0.0.0',
        },
      },
      {
        state: 'given',
        basis: 'double-opt-in',
        at: '2026-11-20T11:01:00.000Z',
        evidence: {
          text_version: 'footer-2026-11',
          source: 'footer form',
          requested_at: '2026-11-20T09:00:00.000Z',
          confirmed_at: '2026-11-20T11:01:00.000Z',
          request_ip: '127.0.0.0',
          confirmation_ip: '127.0.0.0',
          message_id: mail?.messageId,
        },
      },
    ]);
    await abandons(email);
    await system.advance('61m');
    expect(outcomesOf(await system.view(email))).toEqual(['confirm sent', 'help sent']);
  });

  test('is not given by asking alone', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    await abandons(email);
    await system.advance('61m');
    expect(outcomesOf(await system.view(email))).toEqual(['confirm sent', 'help skipped no-legal-basis']);
  });

  test('that nobody confirms leaves nothing behind after a month', async () => {
    await postForm(system, { email: 'forgets@example.org' });
    await system.advance('32d');
    expect((await system.get('/local/profiles/forgets@example.org')).status).toBe(404);
  });

  test('is not given by a program that opens the link', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    const link = await confirmLink(system, email);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
    expect(await consentsOf(email)).toHaveLength(1);
  });

  test('pressed twice is one consent', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    const link = await confirmLink(system, email);
    await press(link);
    await system.advance('1h');
    expect((await press(link)).status).toBe(200);
    await system.advance('1m');
    expect(await consentsOf(email)).toHaveLength(2);
  });

  test('speaks English to an English browser', async () => {
    const email = someone();
    await postForm(system, { email }, { 'accept-language': 'en-GB' });
    await system.advance('1m');
    expect((await system.mails(email))[0]?.subject).toBe('Please confirm your sign-up');
    expect(await (await fetch(await confirmLink(system, email))).text()).toContain('Yes, confirm my sign-up');
  });

  test('is too late after seven days', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    const link = await confirmLink(system, email);
    await system.advance('169h');
    expect((await press(link)).status).toBe(410);
    expect(await consentsOf(email)).toHaveLength(1);
  });
});

describe('an old link', () => {
  test('does not lift a withdrawal that came after its request; a new request does, a month later', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    const old = await confirmLink(system, email);
    await press(old);
    await system.advance('1h');
    await system.tell('consent.withdrawn', { customer: { email }, channel: 'email', purpose: 'marketing' });
    await system.advance('1h');
    expect((await press(old)).status).toBe(410);
    expect((await system.view(email)).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'withdrawn' } },
    });
    await system.advance('721h');
    await postForm(system, { email });
    await system.advance('1m');
    expect((await press(await confirmLink(system, email))).status).toBe(200);
    expect((await system.view(email)).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'given' } },
    });
  });
});

describe('somebody else’s address', () => {
  test('changes nothing of what is known of the customer behind it', async () => {
    const email = someone();
    await system.tell('customer.updated', {
      customer: { email, first_name: 'Wiebke', phone: '+491713920011', locale: 'de-DE' },
    });
    await postForm(system, { email, first_name: 'WIN MONEY', phone: '+491713920099', locale: 'en' });
    await system.advance('1m');
    expect((await system.view(email)).profile).toMatchObject({
      person: { email, firstName: 'Wiebke', phone: '+491713920011', locale: 'de-DE' },
    });
    expect((await system.get(`/local/profiles/${encodeURIComponent('+491713920099')}`)).status).toBe(404);
  });

  test('is not flooded: one mail in ten minutes, and the same answer to every attempt', async () => {
    const email = someone();
    const answers: Response[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      answers.push(await postForm(system, { email }));
      await system.advance('90s');
    }
    expect((await system.mails(email)).length).toBe(1);
    const told = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toMatch(/^200 /);
    await system.advance('61m');
    await postForm(system, { email });
    await system.advance('1m');
    expect((await system.mails(email)).length).toBe(2);
  });

  test('that complained gets nothing at all, whoever signs it up', async () => {
    const email = someone();
    await postForm(system, { email });
    await system.advance('1m');
    const [mail] = await system.mails(email);
    const tags = Object.fromEntries(Object.entries(mail?.tags ?? {}).map(([name, value]) => [name, [value]]));
    await system.post('/local/sns/email', {
      eventType: 'Complaint',
      mail: { messageId: mail?.providerId, destination: [email], tags },
      complaint: {
        complainedRecipients: [{ emailAddress: email }],
        timestamp: new Date(system.clock.now()).toISOString(),
      },
    });
    await system.advance('2h');
    expect((await postForm(system, { email })).status).toBe(200);
    await system.advance('1m');
    expect(await system.mails(email)).toHaveLength(1);
    expect(outcomesOf(await system.view(email)).at(-1)).toBe('confirm skipped suppressed');
  });
});

test('the answer is the same for a customer, a stranger and a robot', async () => {
  const known = someone();
  await system.tell('consent.given', {
    customer: { email: known },
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
  });
  const robot = someone();
  const answers = [
    await postForm(system, { email: known }),
    await postForm(system, { email: someone() }),
    await postForm(system, { email: robot, website: 'https://spam.example' }),
  ];
  expect(
    new Set(await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))).size,
  ).toBe(1);
  await system.advance('1m');
  expect(await system.mails(robot)).toEqual([]);
  expect((await system.get(`/local/profiles/${robot}`)).status).toBe(404);
});
