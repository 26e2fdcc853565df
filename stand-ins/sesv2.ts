/** Stand-in for SES v2: checks a message as SES would and puts it into the mailbox. */
import { present } from '../core/present.ts';
import { createIds } from './ids.ts';
import type { Mailbox, MailboxMessage } from './mailbox.ts';
import { arns } from './names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonOf,
  restJsonError,
  type Service,
  type WireRequest,
} from './wire.ts';

const RECIPIENTS = 50;
const HEADERS = 15;
const HEADER_NAME_CHARS = 126;
const HEADER_VALUE_CHARS = 995;
const TAG_CHARS = 256;
const TAGS = 50;
const MESSAGE_BYTES = 40 * 1024 * 1024;

type Text = Readonly<{ Data?: string; Charset?: string }>;
type Named = Readonly<{ Name?: string; Value?: string }>;
type Simple = Readonly<{
  Subject?: Text;
  Body?: Readonly<{ Html?: Text; Text?: Text }>;
  Headers?: readonly Named[];
}>;
type SendEmail = Readonly<{
  FromEmailAddress?: string;
  Destination?: Readonly<{
    ToAddresses?: readonly string[];
    CcAddresses?: readonly string[];
    BccAddresses?: readonly string[];
  }>;
  ReplyToAddresses?: readonly string[];
  Content?: Readonly<{ Simple?: Simple }>;
  EmailTags?: readonly Named[];
  ConfigurationSetName?: string;
}>;

export type SesOptions = Readonly<{ now: () => number; mailbox: Mailbox; run: number }>;

export const createSes = ({ now, mailbox, run }: SesOptions): Service => {
  const newId = createIds('ses', run);
  const understand = (request: WireRequest): Call => {
    if (request.method !== 'POST' || request.path !== '/v2/email/outbound-emails') {
      throw new AwsError(
        'NotFoundException',
        `The SES stand-in knows SendEmail only, not ${request.method} ${request.path}.`,
        404,
      );
    }
    const email = jsonOf(request) as SendEmail;
    return {
      operation: 'SendEmail',
      needs: neededFor(email),
      run: () => {
        check(email);
        const message = toMessage(email, `local-${newId()}`, now());
        mailbox.add(message);
        return jsonAnswer({ MessageId: message.providerId });
      },
    };
  };
  return {
    name: 'ses',
    understand,
    refuse: restJsonError,
    throttled: () =>
      new AwsError('TooManyRequestsException', 'Maximum sending rate exceeded (injected fault).', 429),
    failed: () =>
      new AwsError('InternalServiceErrorException', 'Internal service error (injected fault).', 500),
  };
};

const neededFor = (email: SendEmail) => {
  const resources = [arns.identity(domainOf(addressIn(email.FromEmailAddress ?? '')))];
  if (email.ConfigurationSetName !== undefined)
    resources.push(arns.configurationSet(email.ConfigurationSetName));
  return resources.map((resource) => ({ action: 'ses:SendEmail', resource }));
};

const toMessage = (email: SendEmail, providerId: string, now: number): MailboxMessage => {
  const tags = toRecord(email.EmailTags);
  const { message_id = providerId, profile_id = '', flow = '', step = '' } = tags;
  const { Subject, Body, Headers } = email.Content?.Simple ?? {};
  const { FromEmailAddress: from = '', ReplyToAddresses = [], Destination } = email;
  return {
    messageId: message_id,
    channel: 'email',
    to: (Destination?.ToAddresses ?? []).join(', '),
    from,
    subject: textIn(Subject),
    headers: present({
      ...toRecord(Headers),
      'Reply-To': ReplyToAddresses.length > 0 ? ReplyToAddresses.join(', ') : undefined,
    }),
    html: textIn(Body?.Html),
    text: textIn(Body?.Text),
    body: textIn(Body?.Text),
    sentAt: new Date(now).toISOString(),
    profileId: profile_id,
    flow,
    step,
    providerId,
    tags,
  };
};

const textIn = (part: Text | undefined): string => part?.Data ?? '';

const toRecord = (list: readonly Named[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));

const check = (email: SendEmail): void => {
  const simple = email.Content?.Simple;
  if (simple === undefined) throw bad('Content.Simple is missing; the SES stand-in knows no other content.');
  if (email.FromEmailAddress === undefined) throw bad('FromEmailAddress is missing.');
  checkAddress(email.FromEmailAddress, 'FromEmailAddress');
  checkRecipients(email);
  for (const address of email.ReplyToAddresses ?? []) checkAddress(address, 'ReplyToAddresses');
  checkContent(simple);
  checkHeaders(simple.Headers ?? []);
  checkTags(email.EmailTags ?? []);
  const { ConfigurationSetName: set = 'none' } = email;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(set)) throw bad(`ConfigurationSetName is not valid: ${set}.`);
};

const checkContent = (simple: Simple): void => {
  if (textIn(simple.Subject) === '') throw bad('Content.Simple.Subject.Data is missing.');
  if (textIn(simple.Body?.Html) + textIn(simple.Body?.Text) === '')
    throw bad('Content.Simple.Body holds neither Html nor Text.');
  if (Buffer.byteLength(JSON.stringify(simple)) > MESSAGE_BYTES)
    throw bad(`The message is larger than ${MESSAGE_BYTES} bytes.`);
};

const checkRecipients = ({ Destination }: SendEmail): void => {
  const all = [
    ...(Destination?.ToAddresses ?? []),
    ...(Destination?.CcAddresses ?? []),
    ...(Destination?.BccAddresses ?? []),
  ];
  if (all.length === 0) throw bad('Destination has no recipient.');
  if (all.length > RECIPIENTS) throw bad(`Recipient count exceeds ${RECIPIENTS}; there are ${all.length}.`);
  for (const address of all) checkAddress(address, 'Destination');
};

/**
 * SES takes 7-bit ASCII only: an international domain must be given in its xn-- form, an international local
 * part not at all.
 */
const checkAddress = (text: string, field: string): void => {
  const address = addressIn(text);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1) throw bad(`${field}: Missing final '@domain'.`);
  if (!/^[\x21-\x7e]{1,64}$/.test(local) || /[\s,;<>]/.test(local))
    throw bad(`${field}: Local address contains control, whitespace or non-ASCII characters.`);
  if (!/^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+$/.test(domain))
    throw bad(
      `${field}: Domain contains illegal character or has no dot; give international domains in their xn-- form.`,
    );
};

const addressIn = (text: string): string => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const checkHeaders = (headers: readonly Named[]): void => {
  if (headers.length > HEADERS)
    throw bad(`At most ${HEADERS} headers are allowed; there are ${headers.length}.`);
  for (const { Name = '', Value = '' } of headers) {
    if (Name.length > HEADER_NAME_CHARS || !/^[\x21-\x39\x3b-\x7e]+$/.test(Name))
      throw bad(
        `Header name is not valid: printable ASCII without colon, 1 to ${HEADER_NAME_CHARS} characters.`,
      );
    if (Value.length > HEADER_VALUE_CHARS || !/^[\x20-\x7e]+$/.test(Value))
      throw bad(
        `Value of header ${Name} is not valid: printable ASCII, 1 to ${HEADER_VALUE_CHARS} characters; it has ${Value.length}.`,
      );
  }
};

const checkTags = (tags: readonly Named[]): void => {
  if (tags.length > TAGS) throw bad(`At most ${TAGS} tags are allowed; there are ${tags.length}.`);
  for (const { Name = '', Value = '' } of tags) {
    for (const text of [Name, Value]) {
      if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length > TAG_CHARS)
        throw bad(`Tag ${Name} is not valid: names and values hold 1 to ${TAG_CHARS} of A-Z a-z 0-9 _ -.`);
    }
  }
  if (new Set(tags.map(({ Name }) => Name)).size !== tags.length) throw bad('Two tags have the same name.');
};

const bad = (message: string): AwsError => new AwsError('BadRequestException', message);
