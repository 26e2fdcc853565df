/** The calls of the control surface about one customer: everything known, and why what happened happened. */
import type { Hono } from 'hono';
import { refuse } from './refusal.ts';

export type ExplainedSystem = Readonly<{
  quiet: () => Promise<void>;
  profile: (identity: string) => Promise<object | undefined>;
  /** Why a customer got a message or did not, and what is planned. */
  why: (identity: string) => Promise<object | undefined>;
}>;

export const addCustomers = (app: Hono, system: ExplainedSystem): void => {
  for (const [path, seen] of [
    ['/profiles/:identity', system.profile],
    ['/explanations/:identity', system.why],
  ] as const)
    app.get(path, async (context) => {
      await system.quiet();
      const identity = context.req.param('identity') ?? '';
      const found = await seen(identity);
      return found
        ? context.json(found)
        : refuse(
            404,
            `Nobody is known by "${identity}". Ask by e-mail, phone number, customer id or profile id, percent-encoded in the path.`,
          );
    });
};
