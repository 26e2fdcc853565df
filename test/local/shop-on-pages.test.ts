/** Every public page shows whose it is, also where a link cannot be read or one of our calls has failed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { commandTo } from '../support/rights.ts';
import { checkout, consent } from '../support/shop-payloads.ts';
import { confirmLink, postForm } from '../support/sign-up.ts';

const SOMEBODY = 'silke@example.org';
const content = editedContent({
  'settings.json': (text) =>
    text.replace(
      '"colour": "#14594c"',
      '"colour": "#8a1c4a", "logoUrl": "https://nordlicht-tee.example/logo.png"',
    ),
});

let system: TestSystem;
let mail: string;

beforeAll(async () => {
  system = await startSystem('2026-11-20T14:00:00Z', { contentFolder: content.folder });
  await system.tell('consent.given', consent(SOMEBODY));
  const cart = { email: SOMEBODY, token: 'silke', updatedAt: '2026-11-20T14:00:00Z' };
  await system.shopify('checkouts/update', checkout(cart));
  await system.advance('1h');
  mail = (await system.mails(SOMEBODY)).at(-1)?.html ?? '';
  await postForm(system, { email: 'insa@example.org' });
  await system.advance('1m');
});
afterAll(async () => {
  await system.close();
  content.remove();
});

/** The path of a link in the mail; such links may have a query. */
const linkTo = (door: string): string =>
  new RegExp(`href="[^"]+(/${door}/[^"?]+)`).exec(mail)?.[1] ?? `no link to ${door}`;

const showsTheShop = async (answer: Response, status: number): Promise<void> => {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toContain(
    'img-src https://nordlicht-tee.example/logo.png',
  );
  const page = await answer.text();
  expect(page).toContain(
    '<img class="logo" src="https://nordlicht-tee.example/logo.png" alt="Nordlicht Tee">',
  );
  expect(page).toContain('#8a1c4a');
  expect(page).toContain('href="https://nordlicht-tee.example/impressum"');
  expect(page).toContain('href="https://nordlicht-tee.example/datenschutz"');
};

/** Every call of a service fails until it is mended. */
const whileFailing = async (service: string, task: () => Promise<void>): Promise<void> => {
  await system.post('/local/faults', [{ service, operation: '*', kind: 'error', rate: 1, seed: 1 }]);
  try {
    await task();
  } finally {
    await system.post('/local/faults', []);
  }
};

describe('the shop stands', () => {
  test('on every page that is asked for', async () => {
    for (const path of ['/subscribe', linkTo('preferences'), linkTo('unsubscribe')])
      await showsTheShop(await system.get(path), 200);
    await showsTheShop(await fetch(await confirmLink(system, 'insa@example.org')), 200);
  });

  test('on the answers to a sign-up, also one that cannot be read', async () => {
    await showsTheShop(await postForm(system, { email: 'wiebke@example.org' }), 200);
    await showsTheShop(await postForm(system, { email: 'nobody' }), 400);
    const text = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'nothing' };
    await showsTheShop(await fetch(`${system.url}/subscribe`, text), 415);
  });

  test('on the page of a link that we did not sign', async () => {
    for (const door of ['confirm', 'preferences', 'unsubscribe'])
      await showsTheShop(await system.get(`/${door}/nothing`), 404);
  });

  test('on the export of everything that is known of somebody', async () => {
    const identity = { email: SOMEBODY };
    await showsTheShop(await commandTo(system, '/privacy/export?format=html', { identity }), 200);
  });

  test.each(['sqs', 'dynamodb'])('on the page that asks to try again while %s fails', async (service) => {
    const confirm = await confirmLink(system, 'insa@example.org');
    await whileFailing(service, async () => {
      await showsTheShop(await postForm(system, { email: 'jette@example.org' }), 503);
      for (const link of [confirm, system.url + linkTo('unsubscribe')])
        await showsTheShop(
          await fetch(link, { method: 'POST', body: new URLSearchParams({ source: 'page' }) }),
          503,
        );
      const form = new URLSearchParams({ action: 'save', channels: 'email', topics: 'newsletter' });
      const preferences = system.url + linkTo('preferences');
      await showsTheShop(await fetch(preferences, { method: 'POST', body: form }), 503);
    });
  });
});
