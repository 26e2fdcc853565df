/** The mailer: one call to SES per mail, and what is known after it. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { mailbox } from '../../../adapters/providers/mailbox.ts';
import { createMailer } from '../../../adapters/providers/ses.ts';
import type { Mail } from '../../../core/message/email/mail.ts';
import { mockedClient } from '../../support/mocked-client.ts';

let ses: AwsClientStub<SESv2Client>;
const mailer = createMailer({ client: new SESv2Client({ maxAttempts: 1 }), configurationSet: 'shop' });
const mail: Mail = {
  from: 'Shop <post@shop.example>',
  to: 'jette@example.org',
  subject: 'Grüße',
  html: '<p>Hallo</p>',
  text: 'Hallo',
  headers: { 'List-Unsubscribe': '<https://x.example/u>' },
  tags: { flow: 'a b/ü', step: '' },
};

beforeEach(() => {
  ses = mockedClient(SESv2Client);
});

const faultOf = (name: string, facts: object = {}) => Object.assign(new Error(name), { name, ...facts });

it('sends once, with our headers and tags that SES accepts', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  expect(await mailer.send({ ...mail, replyTo: 'hilfe@bücher.example' })).toEqual({
    kind: 'accepted',
    providerId: 'ses-1',
  });
  expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
  expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
    FromEmailAddress: 'Shop <post@shop.example>',
    ReplyToAddresses: ['hilfe@xn--bcher-kva.example'],
    ConfigurationSetName: 'shop',
    Content: {
      Simple: {
        Subject: { Data: 'Grüße', Charset: 'UTF-8' },
        Headers: [{ Name: 'List-Unsubscribe', Value: '<https://x.example/u>' }],
      },
    },
    EmailTags: [
      { Name: 'flow', Value: 'a_b__' },
      { Name: 'step', Value: '_' },
    ],
  });
});

it.each([
  ['TooManyRequestsException', { $metadata: { httpStatusCode: 429 } }, 'later'],
  ['ThrottlingException', {}, 'later'],
  ['UnrecognizedClientException', { $metadata: { httpStatusCode: 403 } }, 'later'],
  ['Error', { code: 'ECONNREFUSED' }, 'later'],
  ['CredentialsProviderError', {}, 'later'],
  ['MessageRejected', { $metadata: { httpStatusCode: 400 } }, 'rejected'],
  ['BadRequestException', { $metadata: { httpStatusCode: 400 } }, 'rejected'],
  ['TimeoutError', {}, 'unclear'],
  ['AbortError', {}, 'unclear'],
  ['Error', { code: 'ECONNRESET' }, 'unclear'],
  ['RequestTimeout', { $metadata: { httpStatusCode: 408 } }, 'unclear'],
  ['ServiceUnavailable', { $metadata: { httpStatusCode: 503 } }, 'unclear'],
  ['SyntaxError', { $metadata: { httpStatusCode: 200 } }, 'unclear'],
])('%s %j is %s', async (name, facts, kind) => {
  ses.on(SendEmailCommand).rejects(faultOf(name, facts));
  expect(await mailer.send(mail)).toMatchObject({ kind, why: name });
  expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
});

it('makes no call with a sender that is no address', async () => {
  expect(await mailer.send({ ...mail, from: 'Shop' })).toMatchObject({ kind: 'later' });
  expect(ses.calls()).toHaveLength(0);
});

it('display names are left, quoted or encoded as they need it', () => {
  expect(mailbox('post@shop.example')).toBe('post@shop.example');
  expect(mailbox('Nordlicht Tee <post@shop.example>')).toBe('Nordlicht Tee <post@shop.example>');
  expect(mailbox('"Tee, Kanne" <post@shop.example>')).toBe('"Tee, Kanne" <post@shop.example>');
  expect(mailbox('Müller & Söhne <post@shop.example>')).toBe(
    '=?UTF-8?B?TcO8bGxlciAmIFPDtmhuZQ==?= <post@shop.example>',
  );
  expect(mailbox('Shop\r\nBcc: x@example.org <post@shop.example>')).toBe(
    '"Shop Bcc: x@example.org" <post@shop.example>',
  );
  const words = mailbox(`${'ü'.repeat(60)} <post@shop.example>`)?.split(' ') ?? [];
  expect(words.every((word) => word.length <= 75)).toBe(true);
  expect(
    words
      .slice(0, -1)
      .map((word) => Buffer.from(word.slice(10, -2), 'base64').toString())
      .join(''),
  ).toBe('ü'.repeat(60));
});
