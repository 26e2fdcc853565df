/** The page of the sign-up form: one plain form that runs nothing, in the language of whoever looks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../core/program/settings.ts';
import { createDesk, type Desk, programWith } from '../support/sending.ts';
import { signUpForm } from '../support/sign-up-form.ts';

let desk: Desk;
let ask: ReturnType<typeof signUpForm>['ask'];
let json: ReturnType<typeof signUpForm>['json'];

beforeEach(async () => {
  desk = await createDesk();
  ({ ask, json } = signUpForm(desk));
  await desk.publish(programWith());
});
afterEach(() => desk.close());

const shopWith = (settings: Partial<Settings>) => desk.publish(programWith(settings, { seq: 2 }));

describe('the page', () => {
  it('is one plain form with a consent text that names the shop, and runs nothing', async () => {
    const { statusCode, headers, body } = await ask({ method: 'GET', headers: { 'accept-language': 'de' } });
    expect(statusCode).toBe(200);
    expect(body).toContain('<form method="post">');
    expect(body).toMatch(/willige ich ein, dass [^<]+ mir per E-Mail Werbung schickt/);
    expect(body).toContain('name="text_version" value="hosted-1-de"');
    expect(body).not.toMatch(/<script|src=|WhatsApp/);
    expect(headers?.['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it('speaks English where the browser or the link does', async () => {
    expect((await ask({ method: 'GET', headers: { 'accept-language': 'en' } })).body).toContain('lang="en"');
    expect(
      (await ask({ method: 'GET', query: { l: 'en' }, headers: { 'accept-language': 'de' } })).body,
    ).toContain('Sign up');
  });

  it('offers WhatsApp where the shop sends by it', async () => {
    await shopWith({ whatsapp: { transport: 'aws', from: 'phone-number-id' } });
    expect((await ask({ method: 'GET' })).body).toContain('value="whatsapp"');
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
