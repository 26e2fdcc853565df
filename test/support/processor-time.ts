/**
 * Measures how long the processor worked on something; on a busy machine the clock would also measure other
 * work.
 */
import { readFileSync } from 'node:fs';

export const withProcessorMs = <T>(work: () => T): Readonly<{ result: T; ms: number }> => {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
};

/** The unit in which Linux counts processor time. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time of another process and of its children that have ended; Linux only. */
export const processorSecondsOf = (pid: number): number => {
  const ticks = ticksOf(pid);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + processorSecondsOf(Number(child)), ticks / TICKS_PER_SECOND);
};

/**
 * User and system time of the process and of its children that have ended: fields 14 to 17 of `man 5
 * proc_pid_stat`.
 */
const ticksOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
};
