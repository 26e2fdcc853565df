/** Free text on WhatsApp: only within a day after the customer's own last message. */
import { expect, test } from 'vitest';
import { windowClosed } from '../../../core/gate/whatsapp-window.ts';
import type { CompiledTemplate } from '../../../core/program/program.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { DAY } from '../../support/flows.ts';

const NOW = Date.UTC(2026, 10, 20, 17);
const form = (de: NonNullable<CompiledTemplate['whatsapp']>['de']): CompiledTemplate => ({
  needs: [],
  locales: {},
  whatsapp: { ...(de ? { de } : {}) },
});
const freeText = form({ kind: 'freeform', text: 'Hallo' });
const wroteAt = (event: string, last: number) => ({
  ...emptyProfile('1jette', 1, NOW),
  history: { [event]: { first: last, last, count: 1 } },
});
const closed = (last: number, template = freeText, event = 'message.replied') =>
  windowClosed(template, wroteAt(event, last), DEFAULT_SETTINGS, NOW);

test('free text may follow for a day less a moment, and not to who never wrote', () => {
  expect(closed(NOW)).toBe(false);
  expect(closed(NOW - DAY + 1)).toBe(false);
  expect(closed(NOW - DAY)).toBe(true);
  expect(closed(NOW, freeText, 'message.clicked')).toBe(true);
});

test('an approved template may follow at any time', () => {
  const approved = form({
    kind: 'template',
    name: 'hello',
    language: 'de',
    text: 'Hallo',
    header: [],
    body: [],
    buttons: [],
  });
  expect(closed(NOW - 9 * DAY, approved)).toBe(false);
  expect(closed(NOW - 9 * DAY, form(undefined))).toBe(false);
});
