/** Stand-in for SNS: accepts what is published and stores it. */
import { present } from '../core/present.ts';
import { createIds } from './ids.ts';
import type { Journal } from './journal.ts';
import {
  AwsError,
  type Call,
  escapeXml,
  type Service,
  textOf,
  type WireAnswer,
  type WireRequest,
} from './wire.ts';

const MESSAGE_BYTES = 256 * 1024;

export type Notification = Readonly<{
  messageId: string;
  topicArn: string;
  subject?: string;
  message: string;
  at: number;
}>;
export type SnsControl = Readonly<{ published: () => readonly Notification[] }>;

export const createSns = ({
  now,
  journal,
}: Readonly<{ now: () => number; journal: Journal }>): { service: Service; control: SnsControl } => {
  const part = journal.part('sns');
  const newId = createIds('sns', journal.run);
  const published = [...part.load().values()] as Notification[];

  const publish = (form: URLSearchParams): WireAnswer => {
    const [topicArn, message, subject] = [form.get('TopicArn'), form.get('Message'), form.get('Subject')];
    if (topicArn === null || !topicArn.startsWith('arn:aws:sns:'))
      throw new AwsError('InvalidParameter', `Invalid parameter: TopicArn: ${topicArn}.`);
    if (message === null || message === '')
      throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message.');
    if (Buffer.byteLength(message) > MESSAGE_BYTES)
      throw new AwsError(
        'InvalidParameter',
        `Invalid parameter: Message too long; at most ${MESSAGE_BYTES} bytes.`,
      );
    const notification = present({
      messageId: newId(),
      topicArn,
      message,
      at: now(),
      subject: subject ?? undefined,
    });
    published.push(notification);
    part.set(notification.messageId, notification);
    return xml(
      200,
      `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${notification.messageId}</MessageId></PublishResult></PublishResponse>`,
    );
  };
  const understand = (request: WireRequest): Call => {
    const form = new URLSearchParams(textOf(request));
    const operation = form.get('Action') ?? '';
    return {
      operation,
      needs: [{ action: `sns:${operation}`, resource: form.get('TopicArn') ?? '*' }],
      run: () => {
        if (operation !== 'Publish')
          throw new AwsError('InvalidAction', `The SNS stand-in knows Publish only, not ${operation}.`);
        return publish(form);
      },
    };
  };
  const service: Service = {
    name: 'sns',
    understand,
    refuse: (error) =>
      xml(
        error.status,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${error.name}</Code><Message>${escapeXml(error.message)}</Message></Error></ErrorResponse>`,
      ),
    throttled: () => new AwsError('Throttled', 'Rate exceeded (injected fault).', 429),
    failed: () => new AwsError('InternalError', 'Internal error (injected fault).', 500),
  };
  return { service, control: { published: () => [...published] } };
};

const xml = (status: number, body: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});
