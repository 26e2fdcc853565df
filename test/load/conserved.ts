/**
 * What became of each delivery that was accepted, read out of the data folder after the process was killed:
 * every input was applied once or ignored with a reason, and every payload that was kept aside is there.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { textOf } from '../../adapters/buckets/quarantine.ts';
import { unpack } from '../../adapters/dynamodb/packed.ts';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { keys, PRODUCTS, PROFILES } from '../../contract/table.ts';
import { idOf } from '../../core/identity/identity.ts';
import { mentionedIn } from '../../core/identity/mentioned.ts';
import { DATA_REQUESTED } from '../../core/privacy/rights.ts';
import type { Input } from '../../core/state/input.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import type { TimelineEntry } from '../../core/state/timeline.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { hasParcelService, platformOf } from '../../platforms/lookup.ts';
import { understand } from '../../platforms/understand.ts';
import { createClock } from '../../stand-ins/clock.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import { createStandIns, type StandIns } from '../../stand-ins/stand-ins.ts';

/** A delivery that was answered with success. */
export type Taken = Readonly<{
  platform: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  status: 'accepted' | 'quarantined';
}>;

/** How many inputs ended in which way, and how many payloads are kept aside. */
export type Ends = Readonly<Record<string, number>>;

export const endsOf = async (
  folder: string,
  taken: readonly Taken[],
  now: number,
): Promise<Readonly<{ ends: Ends; problems: readonly string[] }>> => {
  const clock = createClock({ startAt: now, realTimeNow: () => now });
  const standIns = await createStandIns({ clock, dataFolder: folder });
  try {
    const stored = await readTable(standIns);
    const ends: Record<string, number> = {};
    const problems: string[] = [];
    for (const input of inputsOf(taken, now)) {
      const end = endOf(input, stored);
      ends[end ?? 'nowhere'] = (ends[end ?? 'nowhere'] ?? 0) + 1;
      if (end === undefined || end === TWICE)
        problems.push(`${nameOf(input)} (${input.inputId}) for ${input.profileId}: ${end ?? 'nowhere'}`);
    }
    const aside = [...keptAside(taken)];
    ends['kept aside'] = aside.length;
    for (const [payload, mentioned] of aside)
      if (!stored.aside.has(payload) && !mentioned.some((id) => isErased(id, stored)))
        problems.push(`${payload} was kept aside and is not there`);
    return { ends, problems };
  } finally {
    await standIns.close();
  }
};

const nameOf = (input: Input): string =>
  input.kind === 'event' || input.kind === 'catalogue' ? input.event.name : input.kind;

/** Each distinct input, as the door has made it: of two with one id in one group the queue takes the first. */
const inputsOf = (taken: readonly Taken[], now: number): Iterable<Input> => {
  const all = new Map<string, Input>();
  const ordersByNumber = hasParcelService(DEFAULT_SECRETS) || undefined;
  for (const { platform: name, headers, body } of taken) {
    const platform = platformOf(name);
    const text = textOf(body);
    if (!platform || text === undefined) continue;
    const context = { platform, key: IDENTITY_KEY, receivedAt: now, ordersByNumber };
    const understood = understand({ headers, body: text, now }, context);
    if (understood.kind !== 'inputs') continue;
    for (const input of understood.inputs) {
      const id = `${input.profileId} ${input.inputId}`;
      if (!all.has(id)) all.set(id, input);
    }
  }
  return all.values();
};

/** What names each payload that was kept aside, and whom it mentions. */
const keptAside = (taken: readonly Taken[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    taken
      .filter(({ status }) => status === 'quarantined')
      .map(({ platform, body }) => {
        const text = textOf(body);
        const mentioned = mentionedIn(text ?? '', { key: IDENTITY_KEY, platform });
        return [payloadOf(platform, text ?? Buffer.from(body).toString('base64')), mentioned];
      }),
  );

const payloadOf = (platform: string, body: string): string => `${platform}/${idOf('payload', body)}`;

type Kept = Readonly<{ profileId: string; entries: readonly TimelineEntry[] }>;
type Stored = Readonly<{
  /** The records of each input. */
  records: ReadonlyMap<string, readonly Kept[]>;
  states: ReadonlyMap<string, ProfileState>;
  /** Partitions of other things than customers. */
  others: ReadonlySet<string>;
  /** The payloads that were kept aside. */
  aside: ReadonlySet<string>;
  /** Whose data was put together for them. */
  exportsOf: ReadonlySet<string>;
}>;

const readTable = async (standIns: StandIns): Promise<Stored> => {
  const { requestHandler } = standIns;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: REGION, credentials, requestHandler }),
  );
  const records = new Map<string, Kept[]>();
  const states = new Map<string, ProfileState>();
  const others = new Set<string>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: LOCAL.table })) {
    for (const { pk, sk, input, entries, state } of Items) {
      const profileId = String(pk).slice(PROFILES.length);
      const known = unpack<ProfileState>(state);
      if (!String(pk).startsWith(PROFILES)) others.add(String(pk));
      else if (sk === keys.profile('').sk && known) states.set(profileId, known);
      else if (String(sk).startsWith(keys.recordPrefix)) {
        const kept = { profileId, entries: unpack<readonly TimelineEntry[]>(entries) ?? [] };
        records.set(String(input), [...(records.get(String(input)) ?? []), kept]);
      }
    }
  }
  const exportsOf = new Set(namesUnder(standIns, RAW_PREFIX.exports).map(([, profileId = '']) => profileId));
  return { records, states, others, aside: readAside(standIns), exportsOf };
};

const readAside = ({ s3 }: StandIns): ReadonlySet<string> =>
  new Set(
    s3.list(LOCAL.rawBucket, RAW_PREFIX.quarantine).map((object) => {
      const { platform, body } = JSON.parse(Buffer.from(object.body).toString('utf8')) as Payload;
      return payloadOf(platform, body);
    }),
  );

type Payload = Readonly<{ platform: string; body: string }>;

const namesUnder = ({ s3 }: StandIns, prefix: string): readonly (readonly string[])[] =>
  s3.list(LOCAL.rawBucket, prefix).map(({ key }) => key.split('/'));

const TWICE = 'applied twice';

/** Undefined where nothing shows what became of it. */
const endOf = (input: Input, stored: Stored): string | undefined => {
  const { records, states, others, exportsOf } = stored;
  if (input.kind === 'catalogue')
    return others.has(`${PRODUCTS}${input.event.data.product_id}`) ? 'in the catalogue' : undefined;
  if (input.kind === 'erase-shop')
    return others.has(keys.shopErasure(input.shop).pk) ? 'waiting for a word' : undefined;
  if (input.kind !== 'event') return undefined;
  const { event } = input;
  const person = personOf(input.profileId, states);
  const all = (records.get(input.inputId) ?? []).map(({ profileId, entries }) => ({
    profileId,
    isOwn: personOf(profileId, states) === person,
    end: endIn(entries, event.id),
  }));
  // Two deliveries of one event that named different profiles of a person stand in the record of each.
  const own = all.filter(({ isOwn }) => isOwn);
  if (own.some(({ end }) => end === TWICE) || own.length > new Set(own.map((one) => one.profileId)).size)
    return TWICE;
  const end = own.find((one) => one.end !== undefined)?.end;
  if (end !== undefined) return end;
  if (isErased(input.profileId, stored, event.at)) return 'of somebody who was erased';
  if (event.name === DATA_REQUESTED && exportsOf.has(person)) return 'exported';
  return all.some((one) => one.end === 'applied') ? 'of another profile' : undefined;
};

const endIn = (entries: readonly TimelineEntry[], eventId: string): string | undefined => {
  const told = entries.filter((entry) => entry.type === 'event' && entry.eventId === eventId).length;
  if (told > 1) return TWICE;
  const isIgnored = entries.some(
    (entry) => entry.type === 'decision' && entry.what === 'ignored' && entry.reason !== undefined,
  );
  if (isIgnored) return 'ignored with a reason';
  return told === 1 ? 'applied' : undefined;
};

/** The profile that a merged one has become. */
const personOf = (profileId: string, states: Stored['states']): string => {
  const state = states.get(profileId);
  return state?.kind === 'tombstone' && state.mergedInto !== profileId
    ? personOf(state.mergedInto, states)
    : profileId;
};

/** Of what an erased person told before, nothing is kept and nothing comes back. */
const isErased = (profileId: string, { states }: Stored, at = 0): boolean =>
  [profileId, personOf(profileId, states)].some((id) => (states.get(id)?.erasedAt ?? -1) >= at);
