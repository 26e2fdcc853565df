/**
 * The input by which a command reaches a profile; each command is one of its own, however often it is given.
 */
import { idOf } from '../../core/identity/identity.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Office } from './office.ts';

type Told = Readonly<{ profileId: string; name: string; data: EventInput['event']['data'] }>;

export const inputFor = (
  { now, newToken }: Pick<Office, 'now' | 'newToken'>,
  { profileId, name, data }: Told,
): EventInput => {
  const [at, id] = [now(), idOf('privacy', newToken(), profileId)];
  return {
    kind: 'event',
    inputId: id,
    profileId,
    receivedAt: at,
    event: { id, name, at, source: 'privacy', identities: [], data },
  };
};
