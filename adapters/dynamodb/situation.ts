/**
 * One strongly consistent look at everything that may still stop a message: the profile, its gate items and
 * the live controls.
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keys } from '../../contract/table.ts';
import type { GateItem } from '../../core/consent/gate-item.ts';
import { present } from '../../core/present.ts';
import type { Controls } from '../../core/program/program.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Item, text } from './attributes.ts';
import { controlsOf } from './controls.ts';
import { type GatePlace, gateKeyOf, strictestGate } from './gate-items.ts';
import { holdExpiryOf, holdKeyOf } from './holds.ts';
import { fromItem } from './profile-codec.ts';
import { readBatch } from './read-batch.ts';

export type Situation = Readonly<{
  /** Undefined where nobody is known under the id (any more). */
  profile?: Profile;
  version: number;
  controls: Controls;
  gate?: GateItem;
  /**
   * Set where an input of this customer could not be applied (rule 6): when the hold would expire by itself.
   */
  heldUntil?: Instant;
}>;

/**
 * Reads the profile behind an id, following the tombstones of merges, with the gate items at the given places
 * and the holds of the given queue groups: an input about this customer may travel under any identity.
 */
export type Look = (
  profileId: string,
  places: readonly GatePlace[],
  groups?: readonly string[],
) => Promise<Situation>;

/**
 * Merges only ever lead to an id that sorts first, so chains are short and end; a longer one is a fault worth
 * stopping at.
 */
const TOMBSTONES_MAX = 10;

export const createLook =
  (options: Readonly<{ tableName: string; client: DynamoDBClient }>): Look =>
  async (profileId, places, groups = []) => {
    let id = profileId;
    for (let hop = 0; hop <= TOMBSTONES_MAX; hop += 1) {
      const beside = [...places.map(gateKeyOf), ...[...new Set(groups)].map(holdKeyOf)];
      const items = await readBatch(options, [keyOf(keys.profile(id)), keyOf(keys.controls), ...beside]);
      const { state, version } = fromItem(items.find((item) => isAt(item, keys.profile(id))));
      if (state?.kind !== 'tombstone') return situationOf(items, state, version);
      id = state.mergedInto;
    }
    throw new Error(`The profile ${profileId} leads over more than ${TOMBSTONES_MAX} tombstones.`);
  };

const situationOf = (
  items: readonly Item[],
  profile: Extract<ProfileState, { kind: 'live' }> | undefined,
  version: number,
): Situation => {
  const gate = strictestGate(items.filter((item) => item.pk?.S?.startsWith(GATE_PREFIX)));
  const controls = items.find((item) => isAt(item, keys.controls));
  if (!controls)
    throw new Error(
      'No program is published yet, so nothing may be sent. Put content into the config bucket, or invoke publish-program with {}.',
    );
  const heldUntil = holdExpiryOf(items);
  return present({
    version,
    controls: controlsOf(controls),
    profile: profile ? profile : undefined,
    gate: gate ? gate : undefined,
    heldUntil,
  });
};

const GATE_PREFIX = keys.gate('', 'email').pk;

type Key = Readonly<{ pk: string; sk: string }>;

const keyOf = ({ pk, sk }: Key): Item => ({ pk: text(pk), sk: text(sk) });
const isAt = (item: Item, { pk, sk }: Key): boolean => item.pk?.S === pk && item.sk?.S === sk;
