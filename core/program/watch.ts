/**
 * What starts a flow in place of an event: a silence, the return of a date, a newsletter's hour, or that
 * somebody comes to fulfil a named condition, or fulfils it no more.
 */
import type { Condition } from '../conditions/condition.ts';
import type { Wait } from '../time/wait.ts';
import type { Shift } from '../time/yearly.ts';

/**
 * How long the silence lasts: for everybody the same, or so many times the customer's own usual gap between
 * orders.
 */
export type Silence =
  | Readonly<{ kind: 'fixed'; wait: Wait }>
  /** Counts from `orders` orders on; never shorter than `atLeast`. */
  | Readonly<{ kind: 'rhythm'; factor: number; atLeast: Wait; orders: number }>;

export type Watch =
  /** None of these events for so long, counted from the last of them. */
  | Readonly<{ kind: 'inactive'; without: readonly string[]; silence: Silence }>
  /** A date about the customer, at this time of day where the customer lives. */
  | Readonly<{
      kind: 'date';
      fact: string;
      everyYear: boolean;
      shift: Shift;
      hour: number;
      minute: number;
    }>
  /** A newsletter: once on this day, or every week on this one (1 Monday .. 7 Sunday), where one lives. */
  | Readonly<{
      kind: 'schedule';
      on: Readonly<{ day: string } | { weekday: number }>;
      hour: number;
      minute: number;
    }>
  /** `of` names the condition in Program.watched: a segment's id, or what a threshold asks for. */
  | Readonly<{ kind: 'member'; of: string; where: Condition; when: 'entered' | 'left' }>;

/** What has a moment of its own. */
export type TimedWatch = Exclude<Watch, { kind: 'member' }>;
