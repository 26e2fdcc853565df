/** Answers a question about the figures: makes each relation once as a table, then reads every answer. */
import { askedSql, type Question } from '../../core/figures/question.ts';
import type { Answers } from '../../core/figures/rows.ts';
import { ANSWERS, RELATIONS, type SqlFiles } from '../../core/figures/statements.ts';
import type { Engine } from './engine.ts';

/** The engine has a table or view `facts`. */
export const answerFigures = async (
  engine: Engine,
  { relations, answers }: SqlFiles,
  question: Question,
): Promise<Answers> => {
  await engine.run(`create or replace temp table asked as ${askedSql(question)}`);
  for (const name of RELATIONS)
    await engine.run(`create or replace temp table ${name} as ${relations[name]}`);
  const read: Record<string, unknown> = {};
  for (const name of ANSWERS) read[name] = await engine.rows(answers[name]);
  for (const name of RELATIONS.toReversed()) await engine.run(`drop table ${name}`);
  return read as Answers;
};
