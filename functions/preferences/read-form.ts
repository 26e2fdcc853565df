/**
 * Reads the form of the preference centre as browsers and programs send it: multipart where its type says so,
 * otherwise urlencoded.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The limit for a whole form, which holds a dozen short values. */
const FORM_BYTES = 8_192;
const FIELDS = ['action', 'topics', 'channels', 'frequency', 'List-Unsubscribe'] as const;
const VALUES_PER_FIELD = 20;

/** Values by field; empty where nothing could be read, so that no button counts as pressed. */
export const readForm = async ({
  body,
  isBase64Encoded,
  headers,
}: APIGatewayProxyEventV2): Promise<Readonly<Record<string, readonly string[]>>> => {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > FORM_BYTES) return {};
  try {
    const form = await parse(bytes, headers['content-type'] ?? '');
    return Object.fromEntries(
      FIELDS.map((name) => [name, form.getAll(name).slice(0, VALUES_PER_FIELD).filter(isText)]),
    );
  } catch {
    return {};
  }
};

/** Parses the form. Some programs send urlencoded pairs without a content type. */
const parse = async (
  bytes: Buffer<ArrayBuffer>,
  type: string,
): Promise<Pick<FormData, 'getAll'> | URLSearchParams> =>
  /^multipart\/form-data\b/i.test(type)
    ? new Response(bytes, { headers: { 'content-type': type } }).formData()
    : new URLSearchParams(bytes.toString('utf8'));

const isText = (value: unknown): value is string => typeof value === 'string';
