/**
 * Sends a body that only names what has changed to whoever asks the shop, so that its sender has its answer
 * before the shop is asked for anything.
 */
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Platform } from '../platforms/platform.ts';
import type { IntakeDeps } from './intake-deps.ts';

type Heard = Readonly<{ platform: Platform; body: string; heardAt: Instant }>;

/** True once the queue has the notice; false where the body is none, or nobody asks shops. */
export const passNotice = async (
  { queues, asksShops }: Pick<IntakeDeps, 'queues' | 'asksShops'>,
  { platform, body, heardAt }: Heard,
): Promise<boolean> => {
  const asked = asksShops ? platform.notices?.asks(body) : undefined;
  if (!asked) return false;
  await queues.sendNotice(present({ platform: platform.name, ...asked, body, heardAt }));
  return true;
};
