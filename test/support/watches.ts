/** Flows that time alone starts, for tests of the core. */
import type { CompiledFlow } from '../../core/program/program.ts';
import type { Watch } from '../../core/program/watch.ts';
import { flowOf, programOf, send } from './flows.ts';
import { storyOf } from './story.ts';

type More = Partial<Parameters<typeof flowOf>[0]> & Readonly<{ from?: number }>;

export const watching = (id: string, watch: Watch, { from, ...more }: More = {}): CompiledFlow =>
  flowOf({
    trigger: { on: [], restart: false, watch, ...(from === undefined ? {} : { from }) },
    list: [send(`${id}-mail`, null)],
    ...more,
    id,
  });

export const silentFor = (days: number, without: readonly string[] = ['order.placed']): Watch => ({
  kind: 'inactive',
  without,
  silence: { kind: 'fixed', wait: { kind: 'calendar', days } },
});

export const winBack = (days = 60, more: More = {}) =>
  watching(`win-back-${days}`, silentFor(days), { exitOn: ['order.placed'], ...more });

export const yearly = (fact: string, more: Partial<Extract<Watch, { kind: 'date' }>> = {}): Watch => ({
  kind: 'date',
  fact,
  everyYear: true,
  shift: { days: 0, ms: 0 },
  hour: 9,
  minute: 0,
  ...more,
});

export const bornOn = (birthday: string) => ({
  customer: { email: 'jette@example.org', birthday, time_zone: 'Europe/Berlin' },
});
export const storyWith = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();
export const secondOrder = { order: 'o-2', checkout: 'c-2' };
