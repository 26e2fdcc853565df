/**
 * The signed links of one message: the ways out of marketing, and the one that gives consent. channel.make →
 * [this] → core/link-token
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

type About = Readonly<{
  message: OutboxMessage;
  profileId: string;
  /** The address as it is written to. */
  to: string;
  template: CompiledTemplate;
  trigger: Trigger | undefined;
}>;

/** Marketing alone carries a way out; a button to confirm is made only for a template that shows one. */
export const linksFor = async (
  { keys, publicUrl }: Pick<SharedDeps, 'keys' | 'publicUrl'>,
  about: About,
): Promise<Links> => {
  const { message, template } = about;
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
 * What a click confirms: the request that started the flow, or else the question that this mail itself puts.
 * A request for another channel is none.
 */
const requestOf = ({ message, trigger }: About): number | undefined => {
  if (trigger?.name !== 'consent.requested') return message.decidedAt;
  return trigger.data['channel'] === message.channel ? message.since : undefined;
};

const signer =
  (keys: Keys, { message, profileId, to }: About) =>
  (purpose: LinkClaims['purpose'], requestedAt?: number): string =>
    signLink(
      keys,
      present({
        purpose,
        channel: message.channel,
        profileId,
        gateHash: gateHash(keys, newestVersion(keys), message.channel, to),
        messageId: message.messageId,
        requestedAt,
      }),
    );
