/**
 * Shared parts of the stand-ins' tests: a standing clock, stand-ins on it, and the options that real SDK
 * clients need to reach them.
 */
import { type Clock, createClock } from '../../stand-ins/clock.ts';
import { createStandIns, type StandIns } from '../../stand-ins/stand-ins.ts';

export const START = Date.parse('2026-11-20T18:00:00Z');
export const MINUTE = 60_000;

export const standingClock = (startAt = START): Clock =>
  createClock({ startAt, realTimeNow: () => Date.now() });

export type World = Readonly<{ clock: Clock; standIns: StandIns; config: ReturnType<typeof clientConfig> }>;

export const startWorld = async (dataFolder?: string): Promise<World> => {
  const clock = standingClock();
  const standIns = await createStandIns({ clock, ...(dataFolder !== undefined && { dataFolder }) });
  return { clock, standIns, config: clientConfig(standIns) };
};

const clientConfig = (standIns: StandIns) => ({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  userAgentAppId: 'advance',
  maxAttempts: 1,
  requestHandler: standIns.requestHandler,
});

/** The same client options for the loopback servers instead of the process. */
export const overSockets = (config: World['config'], endpoint: string) => {
  const { requestHandler: _inProcess, ...rest } = config;
  return { ...rest, endpoint };
};
