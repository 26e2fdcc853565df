/**
 * The gate of a mail about a customer to the shop itself. It needs no consent, disturbs no customer and uses
 * up none of their attention; what the shop may still not hear of is somebody who was erased.
 */
import { writtenAs } from '../identity/keys.ts';
import { isMadeFor, needsOf } from '../message/template.ts';
import type { ReasonCode } from '../reason.ts';
import type { GateFacts, Verdict } from './gate-facts.ts';
import { switchAllows } from './master-switch.ts';

export const noticeGate = (facts: GateFacts): Verdict => {
  const reason = against(facts);
  return reason ? { verdict: 'skip', reason } : { verdict: 'send', basis: 'to-the-shop' };
};

const against = (facts: GateFacts): ReasonCode | undefined => {
  const { message, program, gate: item, now } = facts;
  const { contact } = program.settings;
  if (item?.erasedAt !== undefined && message.since <= item.erasedAt) return 'suppressed';
  if (now > message.usefulUntil) return 'expired';
  const untrue = contentAgainst(facts);
  if (untrue) return untrue;
  if (contact.email === undefined) return 'no-contact';
  return switchAllows(facts, writtenAs('email', contact.email)) ? undefined : 'master-switch';
};

const contentAgainst = ({ message, program, template, circumstances }: GateFacts): ReasonCode | undefined => {
  const content = template ?? program.templates[message.template];
  if (!content || !isMadeFor(content, 'email')) return 'template-missing';
  if (needsOf(content, 'email').includes('offer') && !program.settings.offer) return 'no-offer';
  return circumstances?.nothingToShow ? 'nothing-to-show' : undefined;
};
