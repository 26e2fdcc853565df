/** The length of a wait in a flow: elapsed time, calendar days, or until a moment of the week (rule 2). */

export type Wait =
  | Readonly<{ kind: 'elapsed'; ms: number }>
  | Readonly<{ kind: 'calendar'; days: number }>
  /**
   * Until the next such weekday (1 Monday .. 7 Sunday; any day where absent) at this wall-clock time in the
   * recipient's time zone.
   */
  | Readonly<{ kind: 'until'; weekday?: number; hour: number; minute: number }>;
