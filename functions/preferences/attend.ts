/**
 * Handles a request to the preference centre: opening it changes nothing, and every stricter choice is in
 * force before the answer. handler → [this] → core/consent/preferences-form
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  type Known,
  type Plan,
  planOf,
  readWish,
  standingOf,
  type Wish,
} from '../../core/consent/preferences-form.ts';
import { type LinkClaims, signLink } from '../../core/identity/link-token.ts';
import type { Settings } from '../../core/program/settings.ts';
import { CHANNELS, type Channel, TOPICS } from '../../core/reason.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import { zoneOf } from '../../core/time/zone.ts';
import { liveShop } from '../../doors/live-shop.ts';
import { readLinkOf } from '../../doors/read-link.ts';
import type { Notice, Shown } from './answer.ts';
import type { PreferencesDeps } from './deps.ts';
import { inputsOf } from './inputs.ts';
import { gatesAt, type Places, placesOf } from './places.ts';
import { readForm } from './read-form.ts';

export const attend = async (
  deps: PreferencesDeps,
  event: APIGatewayProxyEventV2,
): Promise<Shown | Notice> => {
  const claims = await readLinkOf(deps.keys, event, 'preferences');
  if (!claims) return { notice: 'invalid', shop: await liveShop(deps) };
  const person = await lookUp(deps, claims);
  const back = signLink(await deps.keys(), { ...claims, purpose: 'sign-up' });
  if (event.requestContext.http.method !== 'POST')
    return contentOf(person, claims, { back, standing: standingOf(person.known) });
  const wish = wishOf(await readForm(event));
  if (!wish)
    return contentOf(person, claims, {
      back,
      standing: standingOf(person.known),
      done: { action: 'unclear', needsConsent: [] },
    });
  const plan = planOf(wish, { ...person.known, channel: claims.channel });
  await saveChoices(deps, { claims, person, plan });
  return contentOf(person, claims, {
    back,
    standing: plan.standing,
    done: { action: wish.action, needsConsent: plan.needsConsent },
  });
};

/**
 * The choice in a form. Some mail programs post their one-click request to this address instead of the
 * unsubscribe link; it means the same.
 */
const wishOf = (form: Awaited<ReturnType<typeof readForm>>): Wish | undefined =>
  readWish(form['List-Unsubscribe']?.includes('One-Click') ? { action: ['unsubscribe'] } : form);

type Person = Readonly<{ known: Known; places: Places; isKnown: boolean }>;

const lookUp = async (
  { look, keys, gateItems, programs, now }: PreferencesDeps,
  claims: LinkClaims,
): Promise<Person> => {
  const { profile: found, controls } = await look(claims.profileId, []);
  const { settings } = await programs.load(controls.seq);
  const profile: Profile = found ?? emptyProfile(claims.profileId, controls.seq, now());
  const places = placesOf(await keys(), profile, claims);
  return {
    known: { profile, gates: await gatesAt(gateItems, places), settings, now: now() },
    places,
    isKnown: isPerson(found),
  };
};

/**
 * False for an erased or unknown person: an event would only make an empty profile, and the gate holds
 * without one.
 */
const isPerson = (profile: Profile | undefined): boolean =>
  profile !== undefined && (profile.erasedAt === undefined || profile.identities.length > 0);

const contentOf = (
  { known: { profile, settings } }: Person,
  { channel }: LinkClaims,
  rest: Pick<Shown, 'standing' | 'done' | 'back'>,
): Shown => ({
  shop: settings.shop,
  offered: offered(profile, settings, channel),
  channel,
  zone: zoneOf(profile.person, settings).zone,
  ...rest,
});

/**
 * The channels on the page. One that the shop does not use is left out, unless the customer once had a
 * consent for it.
 */
const offered = ({ consents }: Profile, { whatsapp }: Settings, own: Channel): readonly Channel[] =>
  CHANNELS.filter(
    (channel) =>
      channel !== 'whatsapp' || own === channel || whatsapp !== null || consents['whatsapp/marketing'],
  );

/**
 * Writes the gate items first: from then on nothing leaves, whatever else fails. Where the queue does not
 * accept the events, the whole request fails.
 */
const saveChoices = async (
  { gateItems, queues, now, newToken }: PreferencesDeps,
  { claims, person: { places, isKnown }, plan }: Readonly<{ claims: LinkClaims; person: Person; plan: Plan }>,
): Promise<void> => {
  const { leaves, change } = plan;
  const at = now();
  const everywhere = CHANNELS.flatMap((channel) => places.write[channel]);
  const stopped = TOPICS.filter((topic) => change?.topics?.[topic] === false);
  await Promise.all([
    ...leaves.flatMap((channel) =>
      places.write[channel].map((place) => gateItems.stopMarketing(place, at, 'unsubscribe')),
    ),
    ...stopped.flatMap((topic) =>
      everywhere.map((place) => gateItems.stopTopic(place, topic, change?.at ?? at)),
    ),
    ...everywhere.flatMap((place) =>
      change?.pausedUntil === undefined ? [] : [gateItems.pause(place, change.pausedUntil)],
    ),
  ]);
  if (isKnown) await queues.sendInputs(inputsOf(plan, claims, { at, token: newToken() }));
};
