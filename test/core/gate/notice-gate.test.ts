/** The gate of a mail about a customer to the shop itself: what may stop it, and what does not (rule 5). */
import { describe, expect, it } from 'vitest';
import { gate } from '../../../core/gate/gate.ts';
import type { GateFacts } from '../../../core/gate/gate-facts.ts';
import { switchAllows } from '../../../core/gate/master-switch.ts';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { controlsOf } from '../../support/flows.ts';
import { FACTS, MESSAGE, says, withSettings } from '../../support/gate-facts.ts';

const mail = { subject: 's', preheader: '', html: '<p>h</p>', text: 't' };
const template = { needs: [], locales: { de: mail } };
const contact = { ...DEFAULT_SETTINGS.contact, email: 'Team@shop.example' };
const notice = (change: Partial<GateFacts> = {}, message: Partial<GateFacts['message']> = {}) =>
  says({
    message: { ...MESSAGE, to: 'shop', ...message },
    template,
    program: withSettings({ contact }),
    ...change,
  });

describe('a mail to the shop', () => {
  it('needs no consent, no enrollment and no customer who may be written to', () => {
    const nobody = { ...FACTS.profile, consents: {}, enrollments: [], suppressions: {} };
    const facts = { ...FACTS, profile: nobody, template, program: withSettings({ contact }) };
    expect(gate({ ...facts, message: { ...MESSAGE, to: 'shop' } })).toEqual({
      verdict: 'send',
      basis: 'to-the-shop',
    });
  });

  it('stays once it is of no use, and leaves at the last moment at which it is', () => {
    expect(notice({ now: MESSAGE.usefulUntil })).toBe('send');
    expect(notice({ now: MESSAGE.usefulUntil + 1 })).toBe('expired');
  });

  it('stays without a template for mails, without the offer that it shows, and with nothing to show', () => {
    expect(notice({ template: { needs: [], locales: {} } })).toBe('template-missing');
    const offering = { template: { ...template, needs: ['offer' as const] } };
    expect(notice(offering)).toBe('no-offer');
    const offer = { code: 'TEE' } as never;
    expect(notice({ ...offering, program: withSettings({ contact, offer }) })).toBe('send');
    expect(notice({ circumstances: { outOfStock: false, nothingToShow: true } as never })).toBe(
      'nothing-to-show',
    );
  });

  it('stays where the shop says not how it is reached, and where the switch lets it out to nobody', () => {
    expect(notice({ program: withSettings({ contact: { ...contact, email: undefined } as never }) })).toBe(
      'no-contact',
    );
    expect(notice({ controls: controlsOf({ sending: 'off' }) })).toBe('master-switch');
    const test = (...testAddresses: string[]) =>
      notice({
        controls: controlsOf({ sending: 'test' }),
        program: withSettings({ contact, testAddresses }),
      });
    expect(test()).toBe('master-switch');
    expect(test('other@shop.example', ' team@shop.example ')).toBe('send');
  });
});

it('a test reaches a number that stands in the settings with spaces around it', () => {
  const message = { ...MESSAGE, channel: 'whatsapp' as const };
  const program = withSettings({ testAddresses: [' +491713920011 '] });
  const facts = { ...FACTS, message, program, controls: controlsOf({ sending: 'test' }) };
  expect(switchAllows(facts, '+491713920011')).toBe(true);
  expect(switchAllows(facts, '+491713920012')).toBe(false);
});
