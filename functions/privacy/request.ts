/** Reads a command: who signed it, which one it is, and whom it names. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { verifySignature } from '../../adapters/secrets/webhook-signature.ts';
import { id } from '../../core/events/event-fields.ts';
import { customerSchema } from '../../core/events/event-schemas.ts';
import { readTolerantly } from '../../core/events/read-tolerantly.ts';
import { isProfileId } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { CHANNELS } from '../../core/reason.ts';
import { type Answer, refusal } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import { platformNames, platformOf } from '../../platforms/lookup.ts';
import type { PrivacyDeps } from './deps.ts';

export const COMMANDS = ['export', 'erase', 'suppress'] as const;
export type Command = (typeof COMMANDS)[number];

export type PrivacyRequest = Readonly<{
  command: Command;
  order: z.infer<typeof orderSchema>;
  format: 'json' | 'html';
  event: APIGatewayProxyEventV2;
}>;

type Read =
  | Readonly<{ request: PrivacyRequest; refused?: never }>
  | Readonly<{ request?: never; refused: Answer }>;

export const readRequest = async (deps: PrivacyDeps, event: APIGatewayProxyEventV2): Promise<Read> => {
  const command = COMMANDS.find((name) => name === event.pathParameters?.['command']);
  if (!command)
    return {
      refused: refusal(
        404,
        'unknown-command',
        `The address ends in /privacy/ and one of ${COMMANDS.join(', ')}.`,
      ),
    };
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > BODY_BYTES)
    return { refused: refusal(413, 'too-large', `A command has at most ${BODY_BYTES} bytes.`) };
  if (!(await isSigned(deps, event, body))) return { refused: UNSIGNED };
  const order = orderSchema.safeParse(asJson(body.toString('utf8')));
  if (!order.success) return { refused: refusal(400, 'malformed', `${wrongIn(order.error)} ${EXAMPLE}`) };
  const format = event.queryStringParameters?.['format'] === 'html' ? 'html' : 'json';
  return { request: { command, order: order.data, format, event } };
};

const BODY_BYTES = 10_000;
const EXAMPLE =
  'Send JSON such as {"identity":{"email":"jette@example.org"}}; phone, customer_id and profile_id may stand there as well.';

const UNSIGNED = refusal(
  401,
  'signature-wrong',
  'Commands carry a Standard Webhooks signature, made within the last five minutes with the secret of the platform "standard".',
);

/**
 * A bearer token, which events may use, is not enough here: it lies in the settings of whoever sends events.
 */
const isSigned = async (
  { secrets, now }: PrivacyDeps,
  { headers }: APIGatewayProxyEventV2,
  body: Uint8Array,
): Promise<boolean> => {
  if (headers['webhook-signature'] === undefined) return false;
  const valid = await withYoungSecret(secrets, ({ standard = [] }) => {
    const signed = {
      scheme: { kind: 'standard' },
      headers,
      body,
      secrets: [standard].flat(),
      now: now(),
    } as const;
    return verifySignature(signed) === 'valid' ? true : undefined;
  });
  return valid === true;
};

/** Field by field, so that a mistyped address is refused and not left out. */
const identitySchema = z
  .object({
    email: z.string().optional(),
    phone: z.string().optional(),
    country: z.string().optional(),
    customer_id: id.optional(),
    /** Whose customer id it is; ids are unique per platform only. */
    platform: z
      .string()
      .refine((name) => platformOf(name) !== undefined, {
        error: () => `is none of ${platformNames().join(', ')}`,
      })
      .optional(),
    profile_id: z.string().refine(isProfileId, 'is no profile id').optional(),
  })
  .transform((named, context) => {
    const read = readTolerantly(customerSchema, named);
    const { email, phone, customer_id: customerId } = read.ok ? read.data : {};
    if (named.email !== undefined && email === undefined)
      context.addIssue({ code: 'custom', path: ['email'], message: 'is no e-mail address' });
    if (named.phone !== undefined && phone === undefined)
      context.addIssue({ code: 'custom', path: ['phone'], message: 'is no phone number' });
    const { platform, profile_id: profileId } = named;
    if (email === undefined && phone === undefined && customerId === undefined && profileId === undefined)
      context.addIssue({ code: 'custom', message: 'names nobody' });
    return { email, phone, customerId, platform, profileId };
  });

const orderSchema = z.object({
  identity: identitySchema,
  /** For `suppress`: whether to stop an address or to take that back. */
  action: z.enum(['add', 'remove']).default('add'),
  channel: z.enum(CHANNELS).optional(),
});

const wrongIn = (error: z.ZodError): string =>
  `${error.issues
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ')
    .slice(0, LIMITS.textChars)}.`;

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
