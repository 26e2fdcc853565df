/** Tells whether the master switch lets a message to this address leave. */
import { writtenAs } from '../identity/keys.ts';
import type { GateFacts } from './gate-facts.ts';

type Facts = Pick<GateFacts, 'message' | 'program' | 'controls' | 'testReachesEveryone'>;

export const switchAllows = (
  { message, program, controls, testReachesEveryone }: Facts,
  address: string | undefined,
): boolean => {
  if (controls.sending !== 'test') return controls.sending === 'live';
  return (
    testReachesEveryone ||
    program.settings.testAddresses.some((allowed) => writtenAs(message.channel, allowed.trim()) === address)
  );
};
