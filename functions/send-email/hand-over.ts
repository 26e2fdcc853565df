/** The one call to the provider, between `calling` and the outcome. After `calling` nothing is ever tried twice unless the provider surely refused. */
import type { Mail, MailResult } from '../../core/mail.ts';
import type { ReasonCode } from '../../core/reason.ts';
import type { Attempt } from './deliver.ts';
import type { SendEmailDeps } from './deps.ts';
import { lookAgain, tryLater } from './look-again.ts';

/** Answers a reason only where the provider refused this very message for good. */
export const handOver = async (
  deps: SendEmailDeps,
  { message, token }: Attempt,
  { mail, basis }: Readonly<{ mail: Mail; basis: string }>,
): Promise<ReasonCode | undefined> => {
  const { ledger, runtime, mailer, log } = deps;
  if (!(await ledger.calling(message.messageId, token, runtime.now()))) {
    await lookAgain(deps, message);
    return undefined;
  }
  const result: MailResult = await mailer.send(mail);
  if (result.kind !== 'accepted') log.told(`provider: ${result.kind}`, { message: message.messageId, why: result.why });
  switch (result.kind) {
    case 'accepted':
      await ledger.settle(message.messageId, { outcome: 'sent', basis, providerId: result.providerId, at: runtime.now(), token });
      return undefined;
    case 'unclear':
      await ledger.settle(message.messageId, { outcome: 'unknown', basis, at: runtime.now(), token });
      return undefined;
    case 'later':
      await ledger.release(message.messageId, token);
      await tryLater(deps, message);
      return undefined;
    case 'rejected':
      return 'rejected';
  }
};
