/** The hosted sign-up page through its front door: its content, its fields and its answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../core/program/settings.ts';
import { createDesk, programWith } from '../support/sending.ts';
import { openSignUps, type SignUps, signUpForm, TAKES_NUMBERS } from '../support/sign-up-form.ts';

let { desk, ask, form, json, shopWith } = {} as SignUps;

beforeEach(async () => {
  ({ desk, ask, form, json, shopWith } = await openSignUps());
});
afterEach(() => desk.close());

const requested = () =>
  (desk.told() as readonly unknown[]).map(
    (input) => (input as { event: { data: Record<string, unknown> } }).event.data['channel'],
  );

describe('the page', () => {
  it('is one plain form with a consent text that names the shop, and runs nothing', async () => {
    const { statusCode, headers, body } = await ask({ method: 'GET', headers: { 'accept-language': 'de' } });
    expect(statusCode).toBe(200);
    expect(body).toContain('<form method="post">');
    expect(body).toMatch(/willige ich ein, dass [^<]+ mir per E-Mail Werbung schickt/);
    expect(body).toContain('name="text_version" value="hosted-2-email-de"');
    expect(body).not.toMatch(/<script|src=|https?:|WhatsApp/);
    expect(headers?.['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it('speaks English where the browser or the link does', async () => {
    expect((await ask({ method: 'GET', headers: { 'accept-language': 'en' } })).body).toContain('lang="en"');
    expect(
      (await ask({ method: 'GET', query: { l: 'en' }, headers: { 'accept-language': 'de' } })).body,
    ).toContain('Sign up');
  });

  it('asks for a number where the shop wants that, ticked only where the link to the page asks for it', async () => {
    await shopWith(TAKES_NUMBERS);
    expect((await ask({ method: 'GET' })).body).toContain('value="whatsapp" aria');
    expect((await ask({ method: 'GET', query: { channel: 'whatsapp' } })).body).toContain(
      'value="whatsapp" checked aria',
    );
  });

  it('lets customers write first on WhatsApp where the shop says no more than its number', async () => {
    const number = '+49 171 3920000';
    await shopWith({ whatsapp: { ...TAKES_NUMBERS.whatsapp, number } });
    const { body = '' } = await ask({ method: 'GET', headers: { 'accept-language': 'de' } });
    expect(body).toContain('href="https://wa.me/491713920000?text=ANMELDEN');
    expect(body).not.toMatch(/name="phone"|name="also"/);
    const refused = await form({ phone: '0171 3920011', channel: 'whatsapp' });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('Für WhatsApp schreiben Sie uns bitte zuerst');
    expect(refused.body).toContain('https://wa.me/491713920000');
    await desk.publish(
      programWith({ whatsapp: TAKES_NUMBERS.whatsapp, contact: { whatsapp: '0171 3920099' } }, { seq: 3 }),
    );
    expect((await ask({ method: 'GET' })).body).toContain('https://wa.me/491713920099?text=');
    await desk.publish(programWith({ whatsapp: TAKES_NUMBERS.whatsapp }, { seq: 4 }));
    expect((await ask({ method: 'GET' })).body).not.toContain('wa.me');
  });

  it('takes both channels at once and says what to confirm where', async () => {
    await shopWith(TAKES_NUMBERS);
    const both = { email: 'insa@example.org', phone: '+491713920011', also: 'whatsapp' };
    const { statusCode, body } = await form(both, { query: { l: 'en' } });
    expect([statusCode, requested()]).toEqual([200, ['email', 'whatsapp']]);
    expect(body).toContain('Please confirm in both');
    const { email: _, ...number } = both;
    expect((await form(number, { query: { l: 'en' } })).body).toContain('We are sending a WhatsApp message');
  });

  it('shows what is wrong at its field, with everything that was typed and ticked', async () => {
    await shopWith(TAKES_NUMBERS);
    const { statusCode, body } = await form({ email: 'insa@example.org', phone: '12', also: 'whatsapp' });
    expect(statusCode).toBe(400);
    expect(body).toContain('value="insa@example.org">');
    expect(body).toContain('value="whatsapp" checked aria');
    expect(body).toContain(
      'value="12" aria-describedby="phone-hint phone-wrong" aria-invalid="true" autofocus>',
    );
    expect(requested()).toEqual([]);
  });

  it('has the shop’s name, logo, imprint and privacy statement, whatever it says', async () => {
    const { shop } = DEFAULT_SETTINGS;
    const links = { imprintUrl: 'https://shop.example/imprint', privacyUrl: 'https://shop.example/privacy' };
    await shopWith({
      shop: { ...shop, ...links, name: 'Teekontor', logoUrl: 'https://cdn.example/logo.png' },
    });
    const answers = [
      await ask({ method: 'GET' }),
      await form({ email: 'insa@' }),
      await form({ email: 'insa@example.org' }),
    ];
    for (const { body, headers } of answers) {
      expect(body).toContain('<img class="logo" src="https://cdn.example/logo.png" alt="Teekontor">');
      expect(body).toContain('<footer><a href="https://shop.example/imprint">');
      expect(headers?.['content-security-policy']).toContain('; img-src https://cdn.example/logo.png; ');
    }
  });

  it('answers HEAD without a body', async () => {
    expect(await ask({ method: 'HEAD' })).toMatchObject({ statusCode: 200, body: '' });
  });

  it('lets forms of other sites send JSON', async () => {
    expect(await ask({ method: 'OPTIONS' })).toMatchObject({
      statusCode: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' },
    });
    expect((await json({ email: 'insa@example.org' })).headers).toMatchObject({
      'access-control-allow-origin': '*',
    });
  });

  it('is not there before anything is published', async () => {
    const fresh = await createDesk();
    expect((await signUpForm(fresh).ask({ method: 'GET' })).statusCode).toBe(503);
    await fresh.close();
  });
});
