/**
 * What strangers cannot do at the sign-up door: pose as a platform, use other people's links, or have
 * unwanted numbers asked.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectAt } from '../../core/events/read-data.ts';
import { gateHash } from '../../core/identity/keys.ts';
import { type LinkClaims, signLink } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import type { EventInput, Input } from '../../core/state/input.ts';
import { reservedNames } from '../../platforms/lookup.ts';
import { KEYS } from '../support/sending.ts';
import { openSignUps, type SignUps, TAKES_NUMBERS } from '../support/sign-up-form.ts';

const LINK: LinkClaims = {
  purpose: 'sign-up',
  channel: 'email',
  profileId: '1insa',
  gateHash: gateHash(KEYS, '1', 'email', 'insa@example.org'),
  messageId: 'message-1',
};

let { desk, ask, form, json, shopWith } = {} as SignUps;

beforeEach(async () => {
  ({ desk, ask, form, json, shopWith } = await openSignUps());
});
afterEach(() => desk.close());

const told = (): readonly EventInput[] =>
  (desk.told() as readonly Input[]).flatMap((input) => (input.kind === 'event' ? [input] : []));

describe('a form that poses as somebody', () => {
  const source = () => objectAt(told()[0]?.event.data ?? {}, 'evidence')['source'];

  it.each([...reservedNames(), 'Shopify', 'S-h-o-p-i-f-y', 'WooCommerce', 'whatsapp button', 'preferences'])(
    'by the source %s is written down as a form',
    async (name) => {
      await form({ email: 'insa@example.org', source: name });
      expect([source(), told()[0]?.event.source]).toEqual(['form', 'subscribe']);
    },
  );

  it('by fields of the event, or by a link that is none of ours, gains nothing', async () => {
    const link = signLink(KEYS, { ...LINK, purpose: 'preferences' });
    await json({ email: 'insa@example.org', by_link: true, 'evidence.source': 'shopify', link });
    expect(told()[0]?.event.data).not.toHaveProperty('by_link');
    expect(source()).toBe('form');
  });
});

describe('a signed link', () => {
  const link = signLink(KEYS, LINK);

  it('marks the request for the very address it was mailed to, with the message as evidence', async () => {
    await form({ email: 'Insa@Example.org', link });
    expect(told()).toMatchObject([
      { event: { data: { by_link: true, evidence: { link_message_id: 'message-1' } } } },
    ]);
  });

  it('says nothing about another address', async () => {
    await form({ email: 'okko@example.org', link });
    expect(told()[0]?.event.data).not.toHaveProperty('by_link');
  });

  it('is no repeat of what somebody else has typed in the same minute, nor held up by it', async () => {
    for (let attempt = 0; attempt < 2 * LIMITS.signUpsPerAddress; attempt += 1) {
      await form({ email: 'insa@example.org' });
      desk.advance(60_000);
    }
    await form({ email: 'insa@example.org', link });
    expect(told().at(-1)?.event.data).toMatchObject({ by_link: true });
  });

  it('stays in the form where something is wrong', async () => {
    expect((await form({ email: 'insa@', link })).body).toContain(`name="link" value="${link}"`);
    expect((await ask({ method: 'GET', query: { link } })).body).toContain(`name="link" value="${link}"`);
  });
});

describe('a typed number', () => {
  it.each([
    ['where the shop lets customers write first', { whatsapp: TAKES_NUMBERS.whatsapp }],
    ['where it does not use WhatsApp', { signUp: TAKES_NUMBERS.signUp }],
  ])('is refused %s', async (_, settings) => {
    await shopWith(settings);
    for (const fields of [{ phone: '0171 3920011' }, { email: 'insa@example.org', also: 'whatsapp' }]) {
      const answer = await json(fields);
      expect(answer.statusCode).toBe(400);
      expect(JSON.parse(answer.body ?? '')).toMatchObject({ error: 'invalid', fields: ['whatsapp'] });
    }
    expect(told()).toEqual([]);
  });

  it('of another country is refused before it costs anything', async () => {
    await shopWith(TAKES_NUMBERS);
    for (const phone of ['+5511987654321', '+18765550123', '0043 664 1234567'])
      expect((await json({ phone })).statusCode).toBe(400);
    expect((await json({ phone: '0171 3920011' })).statusCode).toBe(200);
  });

  it('without a country code is one of the shop’s country', async () => {
    await shopWith({ ...TAKES_NUMBERS, country: 'AT' });
    await json({ phone: '0664 1234567' });
    expect(told()).toMatchObject([{ event: { identities: [{ value: '+436641234567' }] } }]);
  });

  it('is answered with the link for writing first, for forms of the shop’s own', async () => {
    await shopWith({ whatsapp: { ...TAKES_NUMBERS.whatsapp, number: '+49 171 3920000' } });
    expect(JSON.parse((await json({ phone: '0171 3920011' })).body ?? '')).toMatchObject({
      whatsapp: expect.stringMatching(/^https:\/\/wa\.me\/491713920000\?text=/),
    });
  });
});
