/** Makes the key of the timeline record that an input writes in its profile's partition. */
import type { ProfileInput } from './input.ts';
import type { RecordRef } from './profile.ts';

/** A sort key that orders records by time of receipt and is the same over redeliveries. */
export const recordRef = (input: Pick<ProfileInput, 'receivedAt' | 'inputId'>): RecordRef =>
  `t#${Math.floor(input.receivedAt / 1000)
    .toString(36)
    .padStart(7, '0')}#${input.inputId.slice(0, 16)}`;
