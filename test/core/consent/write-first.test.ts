/**
 * The message with which a customer signs up on WhatsApp: the platform takes the text of our link for a
 * consent.
 */
import { describe, expect, test } from 'vitest';
import {
  WRITE_FIRST_TEXTS,
  whatsappNumber,
  writeFirstLink,
  writeFirstVersion,
} from '../../../core/consent/write-first.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';

const sentBy = (link: string): string => new URL(link).searchParams.get('text') ?? '';
const whatsapp = { transport: 'aws', from: 'id' } as const;

describe('the link', () => {
  test.each(['de', 'en'] as const)('in %s brings a text that is known by its version', (language) => {
    const link = writeFirstLink('+493012345678', language);
    expect(link).toMatch(/^https:\/\/wa\.me\/493012345678\?text=/);
    expect(writeFirstVersion(sentBy(link))).toBe(`write-first-1-${language}`);
  });

  test('leads to the number of WhatsApp, else to the one by which people reach the shop', () => {
    const contact = { whatsapp: '0171 3920000' };
    const settings = { ...DEFAULT_SETTINGS, contact };
    expect(whatsappNumber(settings)).toBeUndefined();
    expect(whatsappNumber({ ...settings, whatsapp })).toBe('+491713920000');
    expect(whatsappNumber({ ...settings, whatsapp: { ...whatsapp, number: '+49 171 3920099' } })).toBe(
      '+491713920099',
    );
    expect(whatsappNumber({ ...DEFAULT_SETTINGS, whatsapp })).toBeUndefined();
  });
});

describe('the text', () => {
  test('is known however a phone changes its letters', () => {
    expect(writeFirstVersion('anmelden:  bitte schickt mir Neuigkeiten und Angebote per WhatsApp 🙂')).toBe(
      'write-first-1-de',
    );
  });

  test.each(['', 'ANMELDEN', 'Bitte schickt mir keine Neuigkeiten', `${WRITE_FIRST_TEXTS[0]?.text} Nein!`])(
    'is not %j',
    (text) => {
      expect(writeFirstVersion(text)).toBeUndefined();
    },
  );
});
