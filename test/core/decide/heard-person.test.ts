/** What one event tells about a person: facts without an address, and addresses that move. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

describe('an event about a person', () => {
  it('tells facts also where it names no address', () => {
    const told = { id: 'e', name: 'customer.updated', data: { customer: { first_name: 'Jette' } } };
    expect(decide(knownAs(OWN), heard(OWN, told), rules, START).state).toMatchObject({
      person: { firstName: 'Jette' },
    });
  });

  it('that brings another number leaves the time of the mail address as it is', () => {
    const known = knownAs(OWN, { person: { email: 'a@example.org', phone: '+491713920011', asOf: 1 } });
    const phone = { kind: 'phone', value: '+491713920012', profileId: '3phone', by: 'holder' } as const;
    const told = heard(OWN, { id: 'e', name: 'message.replied', identities: [phone] });
    const { state } = decide(known, told, rules, START);
    expect(state).toMatchObject({ person: { phone: '+491713920012' } });
    expect(state).not.toHaveProperty('emailSince');
  });

  it('that names an account’s zone notes no zone that was typed beside it', () => {
    const data = { customer: { time_zone: 'Europe/Berlin' }, contact: { time_zone: 'Mars/Base' } };
    const told = (of: object) =>
      decide(knownAs(OWN), heard(OWN, { id: 'e', name: 'order.placed', data: { ...of } }), rules, START)
        .record?.entries;
    expect(told(data)).not.toContainEqual(expect.objectContaining({ reason: 'time-zone' }));
    expect(told({ contact: data.contact })).toContainEqual(expect.objectContaining({ reason: 'time-zone' }));
  });

  it('that brings three new addresses has moved', () => {
    const person = { email: 'a@example.org', phone: '+491713920011', whatsappId: 'DE.1', asOf: 1 };
    const proven = (kind: 'email' | 'phone' | 'whatsapp', value: string) =>
      ({ kind, value, profileId: `9${kind}`, by: 'account' }) as const;
    const identities = [
      proven('email', 'b@example.org'),
      proven('phone', '+491713920012'),
      proven('whatsapp', 'DE.2'),
    ];
    const told = heard(OWN, { id: 'e', name: 'customer.updated', identities });
    expect(decide(knownAs(OWN, { person }), told, rules, START).state).toMatchObject({
      person: { email: 'b@example.org', phone: '+491713920012', whatsappId: 'DE.2' },
      emailSince: START,
    });
  });
});
