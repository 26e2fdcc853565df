/**
 * Reads everything that may still stop a message, strongly consistently and in one go: the profile, its gate
 * items and the live controls.
 */

import { keys } from '../../contract/table.ts';
import { strictest } from '../../core/consent/gate-item.ts';
import type { Look, Situation } from '../../core/ports/look.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import { controlsOf } from './controls.ts';
import { followTombstones } from './follow.ts';
import { gateOf } from './gate-items.ts';
import { holdExpiryOf } from './holds.ts';
import { fromItem } from './profile-codec.ts';
import { readBatch } from './read-batch.ts';
import type { Item, Key, Table } from './table.ts';

export const createLook =
  (table: Table): Look =>
  async (profileId, places, groups = []) => {
    const beside = [
      ...places.map(({ hash, channel }) => keys.gate(hash, channel)),
      ...[...new Set(groups)].map(keys.hold),
    ];
    const { passed, end } = await followTombstones(profileId, async (id) => {
      const items = await readBatch(table, [keys.profile(id), keys.controls, ...beside]);
      return { items, ...fromItem(items.find(isAt(keys.profile(id)))) };
    });
    const since = passed.flatMap((stop) => joiningSince(stop, end));
    return { ...situationOf(end), ...present({ joiningSince: since[0] }) };
  };

const situationOf = ({
  items,
  state,
  version,
}: Versioned & Readonly<{ items: readonly Item[] }>): Situation => {
  const controls = items.find(isAt(keys.controls));
  if (!controls)
    throw new Error(
      'No program is published yet, so nothing may be sent. Put content into the config bucket, or invoke publish-program with {}.',
    );
  return present({
    version,
    controls: controlsOf(controls),
    profile: state?.kind === 'live' ? state : undefined,
    gate: strictest(items.filter(isGate).map(gateOf)),
    heldUntil: holdExpiryOf(items),
  });
};

/** A tombstone holds the last state until the survivor has it. */
const joiningSince = ({ state }: Versioned, { state: survivor }: Versioned): readonly number[] => {
  if (state?.kind !== 'tombstone' || state.last === undefined) return [];
  const absorbed = survivor?.kind === 'live' && survivor.absorbed.includes(state.id);
  return absorbed ? [] : [state.at];
};

const GATE_PREFIX = keys.gate('', 'email').pk;

const isGate = ({ pk = '' }: Partial<Key>): boolean => pk.startsWith(GATE_PREFIX);

const isAt =
  (key: Key) =>
  ({ pk, sk }: Partial<Key>): boolean =>
    pk === key.pk && sk === key.sk;
