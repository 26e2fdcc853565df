/** Not a test: fills stand-ins with a data folder, reports that, and waits to be killed. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { arns, LOCAL } from '../../stand-ins/names.ts';
import { startWorld } from './support.ts';

const { standIns, config } = await startWorld(process.argv[2]);
const item = { pk: { S: 'a' }, sk: { S: 'b' }, dueShard: { S: '0' }, dueAt: { N: '7' } };
await new DynamoDBClient(config).send(new PutItemCommand({ TableName: LOCAL.table, Item: item }));

const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
const outbox = standIns.sqs.url('outbox');
const input = standIns.sqs.url('input.fifo');
await sqs.send(new SendMessageCommand({ QueueUrl: outbox, MessageBody: 'kept' }));
await sqs.send(new SendMessageCommand({ QueueUrl: outbox, MessageBody: 'in flight' }));
await sqs.send(new ReceiveMessageCommand({ QueueUrl: outbox }));
await sqs.send(
  new SendMessageCommand({ QueueUrl: input, MessageBody: 'sent and deleted', MessageGroupId: 'g' }),
);
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: input }));
await sqs.send(new DeleteMessageCommand({ QueueUrl: input, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));

const scheduler = new SchedulerClient(config);
for (const Name of ['kept', 'deleted']) {
  await scheduler.send(
    new CreateScheduleCommand({
      Name,
      GroupName: LOCAL.scheduleGroup,
      ScheduleExpression: 'at(2026-11-20T19:00:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arns.queue('input.fifo'),
        RoleArn: arns.scheduleRole,
        Input: 'x',
        SqsParameters: { MessageGroupId: 'g' },
      },
    }),
  );
}
await scheduler.send(new DeleteScheduleCommand({ Name: 'deleted', GroupName: LOCAL.scheduleGroup }));
await new SESv2Client(config).send(
  new SendEmailCommand({
    FromEmailAddress: 'a@shop.example',
    Destination: { ToAddresses: ['b@example.org'] },
    Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
  }),
);
const s3 = new S3Client(config);
await s3.send(new PutObjectCommand({ Bucket: 'config', Key: 'a', Body: 'one' }));
await s3.send(new PutObjectCommand({ Bucket: 'config', Key: 'a', Body: 'two' }));
process.stdout.write('written\n');
setInterval(() => {}, 60_000);
