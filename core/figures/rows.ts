/** The rows that the answers bring, and how they are read. */
import type { Money } from '../money.ts';
import type { Words } from './figures.ts';
import type { Answer } from './statements.ts';

type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
export type Answers = Readonly<Record<Answer, readonly Row[]>>;

/** Notes why a figure is missing, and returns that it is. */
export type Missing = (path: string, reason: Words) => null;

/** Money in the shop's currency; null where no order has named one. */
export type ToMoney = (amount: number) => Money | null;

export const firstRow = (rows: readonly Row[]): Row => rows[0] ?? {};

export const numberIn = (row: Row, column: string): number => {
  const cell = row[column];
  return typeof cell === 'number' ? cell : 0;
};

export const textIn = (row: Row, column: string): string => String(row[column] ?? '');

export const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + numberIn(row, column), 0);
