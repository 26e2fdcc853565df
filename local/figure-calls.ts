/** The calls of the control surface about figures: all of a period, the rows behind one, and its SQL. */
import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { FIGURE_NAMES } from '../core/figures/catalogue.ts';
import type { AskedFigures, FiguresOfSystem } from './figures.ts';
import { readWith } from './refusal.ts';

export type FiguredSystem = FiguresOfSystem & Readonly<{ quiet: () => Promise<void> }>;

export const addFigures = (app: Hono, system: FiguredSystem): void => {
  app.get('/figures', async (context) => {
    await system.quiet();
    return context.json(await system.figures(askedOf(context)));
  });
  app.get('/figures/:figure/rows', async (context) => {
    await system.quiet();
    return context.json(await system.figureRows(figureOf(context), askedOf(context)));
  });
  app.get('/figures/:figure/sql', async (context) =>
    context.json({ sql: await system.figureSql(figureOf(context), askedOf(context)) }),
  );
};

const askedOf = (context: Context): AskedFigures => ({
  from: context.req.query('from'),
  to: context.req.query('to'),
  segment: context.req.query('segment'),
});

const figureOf = (context: Context) => readWith(z.enum(FIGURE_NAMES), context.req.param('figure'));
