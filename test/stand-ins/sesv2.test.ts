/** The SES stand-in, asked through the real client. */

import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorld, type World } from './support.ts';

let world: World;
let client: SESv2Client;

beforeEach(async () => {
  world = await startWorld();
  client = new SESv2Client(world.config);
});
afterEach(() => world.standIns.close());

const email = (
  more: Partial<SendEmailCommandInput> = {},
  headers: { Name: string; Value: string }[] = [],
): SendEmailCommandInput => ({
  FromEmailAddress: 'Shop <post@shop.example>',
  Destination: { ToAddresses: ['jette@example.org'] },
  ReplyToAddresses: ['hilfe@shop.example'],
  ConfigurationSetName: 'stammkunde',
  EmailTags: ['message_id', 'profile_id', 'flow', 'step'].map((Name) => ({ Name, Value: `${Name}-1` })),
  Content: {
    Simple: {
      Subject: { Data: 'Grüße aus dem Laden' },
      Body: { Html: { Data: '<p>Hallo</p>' }, Text: { Data: 'Hallo' } },
      Headers: [{ Name: 'List-Unsubscribe', Value: '<https://shop.example/u/1>' }, ...headers],
    },
  },
  ...more,
});
const send = (...args: Parameters<typeof email>) => client.send(new SendEmailCommand(email(...args)));

test('a message lands in the mailbox with all that a person or a test wants to see of it', async () => {
  const { MessageId } = await send();
  expect(world.standIns.mailbox.messages()).toEqual([
    {
      messageId: 'message_id-1',
      channel: 'email',
      to: 'jette@example.org',
      from: 'Shop <post@shop.example>',
      subject: 'Grüße aus dem Laden',
      headers: { 'List-Unsubscribe': '<https://shop.example/u/1>', 'Reply-To': 'hilfe@shop.example' },
      html: '<p>Hallo</p>',
      text: 'Hallo',
      body: 'Hallo',
      sentAt: '2026-11-20T18:00:00.000Z',
      profileId: 'profile_id-1',
      flow: 'flow-1',
      step: 'step-1',
      providerId: MessageId,
      tags: { message_id: 'message_id-1', profile_id: 'profile_id-1', flow: 'flow-1', step: 'step-1' },
    },
  ]);
});

test('sending needs the permission for the identity and for the configuration set', async () => {
  await send();
  expect(world.standIns.recorded()).toEqual([
    {
      function: 'advance',
      action: 'ses:SendEmail',
      resource: 'arn:aws:ses:eu-central-1:000000000000:identity/shop.example',
    },
    {
      function: 'advance',
      action: 'ses:SendEmail',
      resource: 'arn:aws:ses:eu-central-1:000000000000:configuration-set/stammkunde',
    },
  ]);
});

test.each([
  ['no sender', { FromEmailAddress: undefined }, []],
  ['no recipient', { Destination: { ToAddresses: [] } }, []],
  ['a local part beyond ASCII', { Destination: { ToAddresses: ['jörg@example.org'] } }, []],
  ['a domain beyond ASCII', { Destination: { ToAddresses: ['jette@bücher.example'] } }, []],
  ['an address without domain', { Destination: { ToAddresses: ['jette'] } }, []],
  [
    '51 recipients',
    { Destination: { ToAddresses: Array.from({ length: 51 }, (_, index) => `a${index}@example.org`) } },
    [],
  ],
  ['a tag with an @', { EmailTags: [{ Name: 'customer', Value: 'jette@example.org' }] }, []],
  ['an empty tag', { EmailTags: [{ Name: 'flow', Value: '' }] }, []],
  ['16 headers', {}, Array.from({ length: 15 }, (_, index) => ({ Name: `X-${index}`, Value: 'x' }))],
  ['a header value of 996 characters', {}, [{ Name: 'X-Long', Value: 'x'.repeat(996) }]],
  ['a header value with a line break', {}, [{ Name: 'X-Break', Value: 'a\r\nBcc: b@example.org' }]],
  ['a header name with a colon', {}, [{ Name: 'X:Y', Value: 'x' }]],
  ['no body', { Content: { Simple: { Subject: { Data: 's' }, Body: {} } } }, []],
])('%s is refused, and nothing is sent', async (_what, more, headers) => {
  await expect(send(more, headers)).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(world.standIns.mailbox.messages()).toEqual([]);
});

test('listeners hear of each message until they leave', async () => {
  const heard: string[] = [];
  const leave = world.standIns.mailbox.subscribe(({ subject }) => heard.push(subject));
  await send();
  leave();
  await send();
  expect(heard).toEqual(['Grüße aus dem Laden']);
});
