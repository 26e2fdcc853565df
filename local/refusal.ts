/** Refuses calls of the control surface, and reads their bodies. */
import type * as z from 'zod';

/** An error that becomes an answer with this status and `{ "error" }`. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const refuse = (status: number, error: string): Response => Response.json({ error }, { status });

/** An empty body is an empty object, so that calls without details need none. */
export const readBody = async <T>(request: Request, schema: z.ZodType<T>): Promise<T> => {
  const text = await request.text();
  try {
    return readWith(schema, text === '' ? {} : JSON.parse(text));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'The body is not JSON.');
  }
};

export const readWith = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    400,
    parsed.error.issues
      .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
      .join('; '),
  );
};
