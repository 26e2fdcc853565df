/** The system as a process of its own, started on a data folder and killed without a warning. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CONTENT } from '../support/local-system.ts';

const ROOT = join(import.meta.dirname, '../..');

export type Running = Readonly<{ url: string; pid: number; kill: () => Promise<void> }>;

/** Resolves when the process has printed its address. */
export const startProcess = async (dataFolder: string, now: string): Promise<Running> => {
  const child: ChildProcess = spawn(process.execPath, ['local/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
      // The promises are about the cart flow, so nothing else may write.
      STAMMKUNDE_CONTENT: CONTENT,
      STAMMKUNDE_DATA: dataFolder,
      STAMMKUNDE_NOW: now,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  if (!child.stdout) throw new Error('The process has no output to read.');
  for await (const line of createInterface(child.stdout)) {
    const url = /ready at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, pid: child.pid ?? 0, kill };
  }
  throw new Error('The process ended before it was ready.');
};
