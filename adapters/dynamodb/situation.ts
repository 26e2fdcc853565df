/**
 * One strongly consistent look at everything that may still stop a message: the profile, its gate items and
 * the live controls.
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { keys } from '../../contract/table.ts';
import type { Look, Situation } from '../../core/ports/look.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import { type Item, text } from './attributes.ts';
import { controlsOf } from './controls.ts';
import { followTombstones } from './follow.ts';
import { gateKeyOf, strictestGate } from './gate-items.ts';
import { holdExpiryOf, holdKeyOf } from './holds.ts';
import { fromItem } from './profile-codec.ts';
import { readBatch } from './read-batch.ts';

export const createLook =
  (options: Readonly<{ tableName: string; client: DynamoDBClient }>): Look =>
  async (profileId, places, groups = []) => {
    const beside = [...places.map(gateKeyOf), ...[...new Set(groups)].map(holdKeyOf)];
    const { end } = await followTombstones(profileId, async (id) => {
      const items = await readBatch(options, [keyOf(keys.profile(id)), keyOf(keys.controls), ...beside]);
      return { items, ...fromItem(items.find((item) => isAt(item, keys.profile(id)))) };
    });
    return situationOf(end);
  };

const situationOf = ({
  items,
  state,
  version,
}: Versioned & Readonly<{ items: readonly Item[] }>): Situation => {
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
    profile: state?.kind === 'live' ? state : undefined,
    gate: gate ? gate : undefined,
    heldUntil,
  });
};

const GATE_PREFIX = keys.gate('', 'email').pk;

type Key = Readonly<{ pk: string; sk: string }>;

const keyOf = ({ pk, sk }: Key): Item => ({ pk: text(pk), sk: text(sk) });
const isAt = (item: Item, { pk, sk }: Key): boolean => item.pk?.S === pk && item.sk?.S === sk;
