/** Whether what happened is what a flow's trigger means: its keyword, and its `where`. */
import { evaluate } from '../../conditions/evaluate.ts';
import type { Facts } from '../../conditions/fact-values.ts';
import { saysKeyword } from '../../events/keyword.ts';
import type { CompiledFlow } from '../../program/program.ts';

export const isMeant = ({ trigger: { keywords, where } }: CompiledFlow, facts: Facts): boolean => {
  const { event } = facts;
  if (keywords !== undefined && !(event && saysKeyword(event, keywords))) return false;
  return where === undefined || evaluate(where, facts);
};
