/** Where the timeline record of an input stands in its profile's partition. */
import type { ProfileInput } from './input.ts';
import type { RecordRef } from './profile.ts';

/** Sort key: by time of receipt, deterministic over redeliveries. */
export const recordRef = (input: Pick<ProfileInput, 'receivedAt' | 'inputId'>): RecordRef =>
  `t#${Math.floor(input.receivedAt / 1000)
    .toString(36)
    .padStart(7, '0')}#${input.inputId.slice(0, 16)}`;
