/**
 * Makes the signed links of one message: those that end or change marketing, and the one that gives consent.
 * channel.make → [this] → core/identity/link-token
 */

import { gateHash, type Keys, newestVersion } from '../core/identity/keys.ts';
import { type LinkClaims, signLink } from '../core/identity/link-token.ts';
import { needsOf } from '../core/message/template.ts';
import { present } from '../core/present.ts';
import type { CompiledTemplate } from '../core/program/program.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Trigger } from './channel.ts';
import type { SharedDeps } from './deps.ts';

export type Links = Readonly<{ unsubscribe?: string; preferences?: string; confirm?: string }>;

/** A link per answer that the mail offers, for messages that are marketing; the flow is the question. */
export const answersFor = async (
  { keys, publicUrl }: Pick<SharedDeps, 'keys' | 'publicUrl'>,
  about: About,
): Promise<Readonly<Record<string, string>>> => {
  const { answers = [] } = about.template;
  if (answers.length === 0 || about.message.to === 'shop' || about.message.purpose !== 'marketing') return {};
  const sign = signer(await keys(), about);
  return Object.fromEntries(
    answers.map((answer) => [answer, `${publicUrl}/answer/${sign('answer', undefined, answer)}`]),
  );
};

type About = Readonly<{
  message: OutboxMessage;
  profileId: string;
  /** The recipient's address in the form in which we write to it. */
  to: string;
  template: CompiledTemplate;
  trigger: Trigger | undefined;
}>;

/**
 * Only marketing carries links to unsubscribe; a link to confirm is made only for a template that shows it.
 */
export const linksFor = async (
  { keys, publicUrl }: Pick<SharedDeps, 'keys' | 'publicUrl'>,
  about: About,
): Promise<Links> => {
  const { message, template } = about;
  if (message.to === 'shop') return {};
  const requestedAt = needsOf(template, message.channel).includes('confirm') ? requestOf(about) : undefined;
  if (message.purpose !== 'marketing' && requestedAt === undefined) return {};
  const sign = signer(await keys(), about);
  return present({
    unsubscribe:
      message.purpose === 'marketing' ? `${publicUrl}/unsubscribe/${sign('unsubscribe')}` : undefined,
    preferences:
      message.purpose === 'marketing' ? `${publicUrl}/preferences/${sign('preferences')}` : undefined,
    confirm: requestedAt === undefined ? undefined : `${publicUrl}/confirm/${sign('confirm', requestedAt)}`,
  });
};

/**
 * When the consent was requested that a click confirms: by the request that started the flow, or else by this
 * mail itself. A request for another channel does not count.
 */
const requestOf = ({ message, trigger }: About): number | undefined => {
  if (trigger?.name !== 'consent.requested') return message.decidedAt;
  return trigger.data['channel'] === message.channel ? message.since : undefined;
};

const signer =
  (keys: Keys, { message, profileId, to }: About) =>
  (purpose: LinkClaims['purpose'], requestedAt?: number, answer?: string): string =>
    signLink(
      keys,
      present({
        purpose,
        channel: message.channel,
        profileId,
        gateHash: gateHash(keys, newestVersion(keys), message.channel, to),
        messageId: message.messageId,
        requestedAt,
        answered: answer === undefined ? undefined : { question: message.flow, answer },
      }),
    );
