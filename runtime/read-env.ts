/** Reads a function's environment once, at start-up, and names the variable that is missing or wrong. */
import type * as z from 'zod';

export const readEnv = <T>(
  schema: z.ZodType<T>,
  source: Readonly<Record<string, string | undefined>> = process.env,
): T => {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(
    `Environment of this function is incomplete: ${wrong}. The construct of the same name in lib/ must supply it.`,
  );
};
