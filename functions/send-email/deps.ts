/** Composes, once, what send-email works with: the shared way of sending, with mail as its channel. */
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createMailer } from '../../adapters/providers/ses.ts';
import type { SendEmailEnv } from '../../contract/environment.ts';
import type { Mail } from '../../core/message/email/mail.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { handingOver, type RequestHandler } from '../../runtime/clients.ts';
import { createSharedDeps, type SendingDeps } from '../../sending/deps.ts';
import { composeMail } from './compose.ts';

export const createDeps = (
  env: SendEmailEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): SendingDeps<Mail> => {
  const { shared, clients } = createSharedDeps(
    env,
    runtime,
    { outboxQueueUrl: env.OUTBOX_QUEUE_URL },
    requestHandler,
  );
  const client = new SESv2Client(handingOver(clients.options));
  const mailer = createMailer({ client, configurationSet: env.CONFIGURATION_SET });
  return {
    ...shared,
    channel: {
      channel: 'email',
      make: (ingredients) => composeMail(shared, ingredients),
      send: mailer.send,
    },
  };
};
