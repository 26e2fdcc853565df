/** Reads a form however it was sent: urlencoded, multipart or JSON. Only known fields are taken. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Fields } from '../../core/consent/sign-up.ts';
import { LIMITS } from '../../core/limits.ts';

export type Unreadable = 'too-large' | 'unsupported' | 'malformed';

const NAMES = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'locale',
  'channel',
  'also',
  'text_version',
  'source',
  'website',
  'link',
] as const;
/** Values per field that are read: there are only a few channels, and further values are ignored. */
const VALUES_PER_FIELD = 5;

export const readFields = async ({
  body,
  isBase64Encoded,
  headers,
}: APIGatewayProxyEventV2): Promise<Fields | Unreadable> => {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LIMITS.signUpBodyBytes) return 'too-large';
  const type = headers['content-type'] ?? 'application/x-www-form-urlencoded';
  try {
    if (/^application\/([\w.-]+\+)?json\b/i.test(type))
      return fieldsOfJson(JSON.parse(bytes.toString('utf8')));
    if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return 'unsupported';
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    return taken((name) => form.getAll(name));
  } catch {
    return 'malformed';
  }
};

const fieldsOfJson = (value: unknown): Fields | Unreadable => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'malformed';
  const entries = new Map<string, unknown>(Object.entries(value));
  return taken((name) => [entries.get(name)].flat());
};

const taken = (read: (name: string) => readonly unknown[]): Fields =>
  Object.fromEntries(
    NAMES.map(
      (name) => [name, read(name).slice(0, VALUES_PER_FIELD).filter(isText).map(String)] as const,
    ).filter(([, values]) => values.length > 0),
  );

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
