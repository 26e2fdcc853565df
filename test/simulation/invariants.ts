/** The invariants by number, each with what judges it. */

import { readRules } from '../support/rules.ts';
import { withinBudget } from './checks/budget.ts';
import { capEnds } from './checks/cap-ends.ts';
import { fewAreAsked } from './checks/ceilings.ts';
import { startedByFacts } from './checks/chains.ts';
import { asChosen } from './checks/choices.ts';
import { couponsAreTrue } from './checks/coupons.ts';
import { onlyRightEdits } from './checks/edits.ts';
import { nobodyAlong } from './checks/erased-along.ts';
import { shownWhole } from './checks/exports.ts';
import { partedWith } from './checks/farewells.ts';
import { feedbackArrives } from './checks/feedback.ts';
import { forgotten } from './checks/forgotten.ts';
import { heldBack } from './checks/held.ts';
import { rightOnesMarked } from './checks/marked.ts';
import { onTime } from './checks/on-time.ts';
import { onlyOnce } from './checks/once.ts';
import { orderWins } from './checks/order-wins.ts';
import { nobodysElse } from './checks/others-data.ts';
import { everyOutcome } from './checks/outcomes.ts';
import { nothingOverdue } from './checks/overdue.ts';
import { newerCartCounts } from './checks/own-order.ts';
import { nobodysWord } from './checks/own-word.ts';
import { withPermission } from './checks/permission.ts';
import type { Check, Problem } from './checks/problem.ts';
import { boughtOnce } from './checks/purchases.ts';
import { quietEnds } from './checks/quiet-ends.ts';
import { everyRequest } from './checks/requests.ts';
import { restrained } from './checks/restraint.ts';
import { staleTimersRest } from './checks/stale-timers.ts';
import { onlyWhatCanBeBought } from './checks/stock.ts';
import { switchedOff } from './checks/switched.ts';
import { whileUseful } from './checks/useful.ts';
import { worthWhatItSays } from './checks/values.ts';
import { silencesSeen } from './checks/watches.ts';
import { everyWrite } from './checks/written.ts';
import type { Facts } from './facts.ts';

/** I12 and parts of I7 and I8 are judged while the world runs. */
const CHECKS: readonly Check[] = [
  onlyOnce,
  everyOutcome,
  onTime,
  quietEnds,
  whileUseful,
  worthWhatItSays,
  boughtOnce,
  feedbackArrives,
  withPermission,
  restrained,
  capEnds,
  withinBudget,
  orderWins,
  newerCartCounts,
  heldBack,
  onlyRightEdits,
  switchedOff,
  nothingOverdue,
  everyWrite,
  staleTimersRest,
  onlyWhatCanBeBought,
  couponsAreTrue,
  forgotten,
  rightOnesMarked,
  shownWhole,
  asChosen,
  everyRequest,
  nobodysElse,
  nobodysWord,
  nobodyAlong,
  fewAreAsked,
  silencesSeen,
  startedByFacts,
  partedWith,
];

/** Every invariant by number, with its sentence. */
export const INVARIANTS: ReadonlyMap<string, string> = new Map(
  [...readRules()].filter(([number]) => number.startsWith('I')),
);
/** What the world has no happenings for yet. */
export const NOT_YET_BUILT: readonly string[] = ['I14'];

export const problemsOf = (facts: Facts): readonly Problem[] => [
  ...facts.witness.problems,
  ...CHECKS.flatMap((check) => check(facts)),
];
