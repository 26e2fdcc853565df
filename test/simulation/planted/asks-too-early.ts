/** A sender that reads everything once, when it begins, and never looks again before the call. */

import { sendEmailEnv } from '../../../contract/environment.ts';
import { everyPlace, presentAddresses } from '../../../core/consent/gate-places.ts';
import type { Mail } from '../../../core/message/email/mail.ts';
import type { Situation } from '../../../core/ports/look.ts';
import { readOutboxMessage } from '../../../core/state/outbox-schema.ts';
import { createDeps } from '../../../functions/send-email/deps.ts';
import { functionVariables } from '../../../local/function-variables.ts';
import type { Functions } from '../../../local/functions.ts';
import { readEnv } from '../../../runtime/read-env.ts';
import { deliver } from '../../../sending/deliver.ts';
import type { SendingDeps } from '../../../sending/deps.ts';
import type { Kit } from './planted.ts';

export const asksTooEarly = (functions: Functions, { standIns, runtime, requestHandler }: Kit): Functions => {
  const env = readEnv(sendEmailEnv, {
    AWS_LAMBDA_FUNCTION_NAME: 'send-email',
    ...functionVariables({
      queueUrl: standIns.sqs.url,
      publicUrl: 'https://mail.shop.example',
      shops: {},
      testReaches: 'addresses',
    }),
  });
  const deps = createDeps(env, runtime, requestHandler);
  const sendEmail: Functions['sendEmail'] = async ({ Records }) => {
    const failed = await Promise.all(
      Records.map(({ body, messageId }) =>
        deliver(lookingOnce(deps), readOutboxMessage(body)).then(
          () => [],
          () => [{ itemIdentifier: messageId }],
        ),
      ),
    );
    return { batchItemFailures: failed.flat() };
  };
  return { ...functions, sendEmail };
};

const lookingOnce = (deps: SendingDeps<Mail>): SendingDeps<Mail> => {
  let seen: Situation | undefined;
  const look: SendingDeps<Mail>['look'] = async (profileId) => {
    if (seen) return seen;
    const first = await deps.look(profileId, []);
    const keys = await deps.keys();
    const places = presentAddresses(first.profile?.person ?? { asOf: 0 }, 'email').flatMap((address) =>
      everyPlace(keys, address),
    );
    seen = await deps.look(first.profile?.id ?? profileId, places);
    return seen;
  };
  return { ...deps, look };
};
