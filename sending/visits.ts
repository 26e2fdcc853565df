/**
 * Signs a marketing mail's links to the shop, where the shop wants to recognise who comes by them.
 * channel.make → [this] → core/message/email/visit-links
 */
import { signLink } from '../core/identity/link-token.ts';
import { withVisit } from '../core/message/email/visit-links.ts';
import type { Settings } from '../core/program/settings.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { SharedDeps } from './deps.ts';

type About = Readonly<{ message: OutboxMessage; profileId: string; settings: Settings }>;

/** A mail to the shop itself, and one that is no marketing, says nothing about who follows its links. */
export const withSignedVisits = async <Mail extends Readonly<{ html: string; text: string }>>(
  { keys, runtime }: Pick<SharedDeps, 'keys' | 'runtime'>,
  { message, profileId, settings }: About,
  mail: Mail,
): Promise<Mail> => {
  if (!settings.tracker.signedLinks || message.to === 'shop' || message.purpose !== 'marketing') return mail;
  const { channel } = message;
  const claims = { purpose: 'visit', channel, profileId, gateHash: '', madeAt: runtime.now() } as const;
  return withVisit(mail, { shopUrl: settings.shop.url, token: signLink(await keys(), claims) });
};
