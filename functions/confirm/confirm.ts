/**
 * Handles a request to a confirm link: opening it never confirms, the button does while the link is valid.
 * handler → [this] → core/consent/confirmation
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type ConfirmClaims, confirmationInput, judgeConfirmation } from '../../core/consent/confirmation.ts';
import { everyPlace, presentAddresses } from '../../core/consent/gate-places.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { objectAt } from '../../core/events/read-data.ts';
import { ipEvidence } from '../../core/identity/ip-evidence.ts';
import { newestVersion } from '../../core/identity/keys.ts';
import { signLink } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import type { Channel } from '../../core/reason.ts';
import type { Consent } from '../../core/state/consent.ts';
import type { Profile } from '../../core/state/profile.ts';
import { liveShop } from '../../doors/live-shop.ts';
import { readLinkOf } from '../../doors/read-link.ts';
import type { ConfirmPageState } from '../../pages/confirm/confirm-page.ts';
import type { ConfirmDeps } from './deps.ts';

export type Shown = Readonly<{
  state: ConfirmPageState;
  shop?: ShopLook | undefined;
  channel?: Channel;
  /** Signed, for the way back to the sign-up. */
  back?: string;
}>;

export const confirm = async (deps: ConfirmDeps, event: APIGatewayProxyEventV2): Promise<Shown> => {
  const { programs, now, queues } = deps;
  const claims = await claimsOf(deps, event);
  if (!claims) return { state: 'invalid', shop: await liveShop(deps) };
  const { settings } = await programs.load((await programs.controls()).seq);
  const { shop } = settings;
  const at = now();
  const situation = await situationOf(deps, claims);
  const worth = situation.moved ? 'outdated' : judgeConfirmation(claims, { ...situation, now: at });
  const { channel } = claims;
  if (worth !== 'good') return { state: worth, shop, channel, back: await wayBack(deps, claims) };
  const { method, sourceIp } = event.requestContext.http;
  if (method !== 'POST') return { state: 'ask', shop, channel };
  const ip = await evidenceOf(deps, settings, sourceIp);
  await queues.sendInputs([
    confirmationInput(claims, { at, ip, requested: await requestOf(deps, claims, situation.profile) }),
  ]);
  return { state: 'done', shop, channel };
};

/** Whoever has the mail with the link holds its address, so the new sign-up is no stranger's. */
const wayBack = async (
  { keys }: ConfirmDeps,
  { requestedAt: _requestedAt, ...claims }: ConfirmClaims,
): Promise<string> => signLink(await keys(), { ...claims, purpose: 'sign-up' });

const claimsOf = async (
  { keys }: ConfirmDeps,
  event: APIGatewayProxyEventV2,
): Promise<ConfirmClaims | undefined> => {
  const claims = await readLinkOf(keys, event, 'confirm');
  return claims?.requestedAt === undefined ? undefined : { ...claims, requestedAt: claims.requestedAt };
};

/**
 * Reads the gate items under every key version: a person who left has left, whichever key the item was
 * written with. The address is known only from the profile.
 */
const situationOf = async ({ look, keys }: ConfirmDeps, { profileId, channel, gateHash }: ConfirmClaims) => {
  const own = { hash: gateHash, channel };
  const first = await look(profileId, [own]);
  const addresses = first.profile ? presentAddresses(first.profile.person, channel) : [];
  if (addresses.length === 0) return { ...first, moved: false };
  const versions = await keys();
  const others = addresses.flatMap((address) => everyPlace(versions, address));
  // A consent holds for the address it was requested for; a person who has another address now has to sign up
  // again.
  const moved = !others.some(({ hash }) => hash === gateHash);
  const further = others.filter(({ hash }) => hash !== gateHash);
  return { ...(further.length === 0 ? first : await look(profileId, [own, ...further])), moved };
};

const evidenceOf = async (
  { keys }: ConfirmDeps,
  { ipAddresses }: Settings,
  ip: string,
): Promise<string | undefined> => {
  const known = await keys();
  return ipEvidence(ipAddresses, ip, known[newestVersion(known)] ?? '');
};

/**
 * The proof of the request that the mail answered: text version, source, address. Where that record no longer
 * exists, it is what the state still holds.
 */
const requestOf = async (
  { ledger, profiles }: ConfirmDeps,
  { messageId, channel }: ConfirmClaims,
  profile?: Profile,
): Promise<JsonObject> => {
  const [row] = messageId === undefined ? [] : await ledger.read([messageId]);
  const record =
    row?.message.ref === undefined
      ? undefined
      : await profiles.readRecord(row.message.profileId, row.message.ref);
  const asked = record?.entries.find((entry) => entry.type === 'event');
  if (!asked) return knownOf(profile?.consents[`${channel}/marketing`]);
  const {
    confirmed_at: _at,
    confirmation_ip: _ip,
    message_id: _mail,
    ...proof
  } = objectAt(asked.data, 'evidence');
  return proof;
};

const knownOf = (consent: Consent | undefined): JsonObject =>
  present({
    text_version: consent?.textVersion === undefined ? undefined : consent.textVersion,
    source: consent?.source === undefined ? undefined : consent.source,
  });
