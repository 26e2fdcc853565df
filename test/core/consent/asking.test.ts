/** Who must not be asked after a stranger's sign-up, and what counts as one of our links. */
import { describe, expect, test } from 'vitest';
import { mayBeAsked } from '../../../core/consent/asked-countries.ts';
import { askedBy, asksInVain, leftLately } from '../../../core/consent/asking.ts';
import { formSource } from '../../../core/consent/form-source.ts';
import type { DomainEvent, JsonObject } from '../../../core/events/event.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { reservedNames } from '../../../platforms/lookup.ts';
import { DAY, flowOf } from '../../support/flows.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const leftAt = (at: number) => ({
  ...emptyProfile('1jette', 1, NOW),
  consents: { 'email/marketing': { state: 'withdrawn' as const, at, withdrawnAt: at } },
});
const request = (data: JsonObject = {}, source = 'subscribe'): DomainEvent => ({
  id: 'e',
  name: 'consent.requested',
  at: NOW,
  source,
  identities: [],
  data: { channel: 'email', ...data },
});

describe('who withdrew', () => {
  test('is not asked for thirty days, then again', () => {
    expect(asksInVain(leftAt(NOW - 30 * DAY + 1), request())).toBe(true);
    expect(asksInVain(leftAt(NOW - 30 * DAY), request())).toBe(false);
  });

  test('is asked when they come by a link of ours, which only the sign-up door can say', () => {
    expect(asksInVain(leftAt(NOW - DAY), request({ by_link: true }))).toBe(false);
    expect(asksInVain(leftAt(NOW - DAY), request({ by_link: true }, 'standard'))).toBe(true);
    expect(
      asksInVain(leftAt(NOW - DAY), request({ evidence: { by_link: true, source: 'preferences' } })),
    ).toBe(true);
  });

  test('on one channel may be asked on the other', () => {
    expect(asksInVain(leftAt(NOW - DAY), request({ channel: 'whatsapp' }))).toBe(false);
  });

  test('after having asked by a link is not asked any more', () => {
    const left = {
      profile: leftAt(NOW - DAY),
      gate: undefined,
      channel: 'email',
      by: 'link',
      now: NOW,
    } as const;
    expect(leftLately({ ...left, since: NOW })).toBe(false);
    expect(leftLately({ ...left, since: NOW - DAY })).toBe(true);
  });

  test('by the gate alone is not asked either', () => {
    const profile = emptyProfile('1jette', 1, NOW);
    const gate = { marketingStoppedAt: NOW - DAY };
    expect(leftLately({ profile, gate, channel: 'email', by: 'anybody', since: NOW, now: NOW })).toBe(true);
  });
});

describe('a message asks for a confirmation', () => {
  const message = { purpose: 'transactional', channel: 'email' } as const;
  const none = { message, flow: undefined, template: undefined, trigger: undefined };
  const optIn = flowOf({ id: 'a', list: [], trigger: { on: 'consent.requested', restart: false } });

  test.each([
    ['by the event that starts its flow', { ...none, flow: optIn }, 'anybody'],
    [
      'by the event that did start it',
      { ...none, trigger: { name: 'consent.requested', data: {} } },
      'anybody',
    ],
    ['by its button', { ...none, template: { locales: {}, needs: ['confirm' as const] } }, 'anybody'],
    [
      'of whoever came by a link',
      { ...none, trigger: { name: 'consent.requested', data: { by_link: true } } },
      'link',
    ],
    [
      'never where it is marketing',
      { ...none, flow: optIn, message: { ...message, purpose: 'marketing' as const } },
      undefined,
    ],
    ['never without any of these', { ...none, trigger: { name: 'order.placed', data: {} } }, undefined],
  ])('%s', (_, asking, by) => {
    expect(askedBy(asking)).toBe(by);
  });
});

describe('a typed number', () => {
  const inCountries = (countries: readonly string[]) => ({
    ...DEFAULT_SETTINGS,
    country: 'DE',
    signUp: { ...DEFAULT_SETTINGS.signUp, countries: [...countries] },
  });

  test.each([
    ['+491713920011', [], true],
    ['+43664123456', [], false],
    ['+43664123456', ['DE', 'AT'], true],
    ['+447700900123', ['GB'], true],
    ['+447911123456', ['GB'], true],
    ['+18765550123', ['US'], false],
    ['+12125550123', ['US'], true],
    ['DE.18340000000000001', [], true],
    ['BR.18340000000000001', [], false],
    ['+999', ['DE'], false],
  ])('%s is of the shop’s countries %j: %s', (number, countries, asked) => {
    expect(mayBeAsked(number, inCountries(countries))).toBe(asked);
  });
});

test.each([
  [undefined, 'form'],
  ['footer', 'footer'],
  ['Shopify footer', 'Shopify footer'],
  ['shopify', 'form'],
  [' Shopify ', 'form'],
  ['s h o p i f y', 'form'],
  ['ＳＨＯＰＩＦＹ', 'form'],
  ['preferences', 'form'],
  ['WhatsApp button', 'form'],
  ['sendcloud', 'form'],
])('a form that says it stood at %j is written down as %j', (typed, written) => {
  expect(formSource(typed, reservedNames())).toBe(written);
});
