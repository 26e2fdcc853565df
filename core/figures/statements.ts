/**
 * The statements behind the figures: relations that stand on each other and on the facts, and answers that
 * read them. Athena gets all of it as one statement; a local engine makes each relation once, as a table.
 */
import { askedSql, type Question } from './question.ts';

/** Each may read those before it, `asked` and `facts`. The files lie in sql/relations. */
export const RELATIONS = [
  'members',
  'orders',
  'shop',
  'period_orders',
  'buyers',
  'gaps',
  'messages',
  'period_messages',
  'silences',
  'returns',
  'touches',
  'human_clicks',
  'clicks',
  'entries',
  'trial_orders',
  'trial_people',
  'customers',
  'reachable',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** The files lie in sql/answers. */
export const ANSWERS = [
  'period',
  'other_currencies',
  'historic',
  'next_order',
  'win_back',
  'reactivated',
  'mail',
  'flows',
  'entrants',
  'credits',
  'trials',
  'steps',
  'steps_before',
  'cohorts',
  'rfm',
  'reach',
  'repeats',
  'spending',
] as const;
export type Answer = (typeof ANSWERS)[number];

/** The text of every file, as it was read. */
export type SqlFiles = Readonly<{
  relations: Readonly<Record<Relation, string>>;
  answers: Readonly<Record<Answer, string>>;
}>;

/** One statement for Athena, or any engine that has a table `facts`: the answer with all that it stands on. */
export const wholeStatement = (files: SqlFiles, question: Question, answer: Answer): string =>
  standing(files, question, files.answers[answer]);

/** One statement that shows the rows behind a figure. */
export const rowsStatement = (files: SqlFiles, question: Question, relation: Relation): string =>
  standing(files, question, `-- The rows behind the figure.\nselect * from ${relation}\n`);

const standing = (files: SqlFiles, question: Question, last: string): string => {
  const needed = neededBy(files, last);
  const parts = [
    `asked as (\n${indent(askedSql(question))}\n)`,
    ...RELATIONS.filter((name) => needed.has(name)).map(
      (name) => `${name} as (\n${indent(files.relations[name].trim())}\n)`,
    ),
  ];
  return `with ${parts.join(',\n')}\nselect * from (\n${indent(last.trim())}\n) answer\n`;
};

/** What a text reads, and what that reads in turn; the order of the relations makes one pass enough. */
const neededBy = (files: SqlFiles, text: string): ReadonlySet<Relation> => {
  const needed = new Set<Relation>();
  const texts = [text];
  for (const name of RELATIONS.toReversed()) {
    if (!texts.some((one) => reads(one, name))) continue;
    needed.add(name);
    texts.push(files.relations[name]);
  }
  return needed;
};

const reads = (text: string, name: Relation): boolean => new RegExp(`\\b(from|join) ${name}\\b`).test(text);

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');
