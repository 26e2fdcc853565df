/**
 * Tells those who wait for a product what has become of it. The walk along its waiting list runs in
 * stretches, each begun by a timer; before each the product is looked at again.
 */
import { begunWith, stretchOf, type Telling } from '../../core/catalogue/telling.ts';
import { NEWS, NEWS_KINDS } from '../../core/events/catalogue-news.ts';
import type { Program } from '../../core/program/program.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { TellInput, WakeInput } from '../../core/state/input.ts';
import { nextTellingOf } from '../../core/state/tell.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';

/** A wake comes from the sweep, where a timer was lost: the stretch that is due is done. */
export const tellWaiting = async (
  deps: AdvanceDeps,
  input: TellInput | WakeInput,
  program: Program,
): Promise<void> => {
  const telling = await deps.tellings.read(input.profileId);
  if (input.kind === 'tell' && input.stretch === undefined) return begin(deps, telling, input, program);
  if (!telling || telling.nextAt === undefined) return;
  if (input.kind === 'wake' || isNext(input, telling)) return doStretch(deps, telling, program);
  // It was done, but the process may have ended before the next timer was armed.
  if (input.by === telling.by && input.stretch === telling.stretch - 1) await armNext(deps, telling);
};

const isNext = ({ by, stretch }: TellInput, telling: Telling): boolean =>
  by === telling.by && stretch === telling.stretch;

/** News that was begun with goes on where it is. */
const begin = async (
  deps: AdvanceDeps,
  telling: Telling | undefined,
  { product, by, of = [] }: TellInput,
  program: Program,
): Promise<void> => {
  if (telling?.by === by) return armNext(deps, telling);
  const next = begunWith(telling, { product, by, of }, deps.now());
  if (next && (await deps.tellings.write(next, telling, deps.now()))) await doStretch(deps, next, program);
};

/** The events go first: a stretch that broke off is done again, and nobody is told twice by it. */
const doStretch = async (deps: AdvanceDeps, telling: Telling, program: Program): Promise<void> => {
  const now = deps.now();
  const [{ product }, list] = await Promise.all([
    deps.products.load(telling.product),
    deps.waiting.read(telling.product),
  ]);
  if (!product) return;
  const kinds = NEWS_KINDS.filter((kind) => program.triggers[NEWS[kind]] !== undefined);
  const { perPiece } = program.settings.waiting;
  const { told, next } = stretchOf({ telling, product, list, kinds, perPiece, now });
  const inputs = told.map(({ profileId, event }) => eventInput(event, { profileId, receivedAt: now }));
  await deps.queues.sendInputs(inputs);
  if (!(await deps.tellings.write(next, telling, now))) return;
  const { stretch } = telling;
  deps.log.info('told of a product', { stretch, told: told.length, ended: next.nextAt === undefined });
  await armNext(deps, next);
};

const armNext = async ({ timers, now }: AdvanceDeps, telling: Telling): Promise<void> => {
  const { nextAt } = telling;
  if (nextAt !== undefined) await timers.arm(nextTellingOf(telling, nextAt), timerAt(nextAt, now()));
};
