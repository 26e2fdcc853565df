/** Why a message could not be made for one customer, and which variable was to blame. */
import type { LiquidError } from 'liquidjs';
import type { CompiledTemplate } from '../program/program.ts';

/**
 * `problem` is for the log: it names variables and places, never a value. `missing` names the variable, or the
 * part of the message, that this customer has nothing for.
 */
export type Unrendered = Readonly<{ ok: false; problem: string; missing?: string }>;

/** The template tells of something that this customer does not have. */
export const withoutNeed = (need: CompiledTemplate['needs'][number]): Unrendered => ({
  ok: false,
  problem: `The template tells of "${need}", and there is none for this customer.`,
  missing: need,
});

/** The engine's own words, e.g. "undefined variable: event.gift, line:3, col:7". */
export const refusedByLiquid = ({ message }: LiquidError): Unrendered => {
  const [, missing] = /undefined variable: ([\w.[\]-]+)/.exec(message) ?? [];
  return missing === undefined ? { ok: false, problem: message } : { ok: false, problem: message, missing };
};
