/** Everybody outside who calls the system: shops that repeat their webhooks, customers who click, SES that tells what became of a mail. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';
import { request } from '../support/webhooks.ts';
import type { Agenda } from './agenda.ts';
import type { Cloud } from './cloud.ts';
import type { Happening, ToldHappening } from './happening.ts';
import { DAY_MS, type Plan } from './plan.ts';
import { chanceOf } from './random.ts';
import { eventOf } from './tell.ts';
import { keptBy, type SentMail } from './witness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What a sender waits before each repetition; the last one is repeated until it is heard. */
const PATIENCE = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];

export const createSenders = (plan: Plan, cloud: Cloud, agenda: Agenda) => {
  const { clock, witness, invoke } = cloud;
  const later = (attempt: number): number => clock.now() + (PATIENCE[attempt] ?? PATIENCE[PATIENCE.length - 1] ?? HOUR);

  /** Repeats until it is answered, as every serious sender does. */
  const post = (happening: ToldHappening, attempt = 0): void => {
    const event = eventOf(happening, plan.customers);
    const { headers, body } = signStandard(DEFAULT_SECRETS, happening.id, event, clock.now());
    const door = witness.doors.get(happening.id) ?? { firstTry: witness.moment() };
    witness.doors.set(happening.id, door);
    const told = request('standard', Buffer.from(body), headers);
    const about = `${happening.id} ${attempt}`;
    void invoke('receive-webhook', about, (functions) => functions.receiveWebhook(told)).then((result) => {
      const status = 'value' in result ? (result.value.statusCode ?? 0) : 0;
      if (status < 200 || status > 299) return agenda.add(later(attempt), () => post(happening, attempt + 1));
      if (door.answered === undefined) door.answered = witness.moment();
      const durable = witness.queued.has(happening.id) || witness.kept.has(keptBy('receive-webhook', about));
      if (!durable)
        witness.problems.push({
          invariant: 'I12',
          text: `${happening.id} was answered ${status} before the queue had it`,
          ...whose(happening),
        });
    });
  };
  const tell = (happening: ToldHappening): void => {
    const chance = chanceOf(plan.seed, 'sender', happening.id);
    const rough = plan.faults.includes('senders');
    const delay = rough && chance.maybe(0.06) ? chance.between(1, 3 * 24 * 60) * MINUTE : chance.between(0, 20) * 1_000;
    agenda.add(Math.min(clock.now() + delay, plan.calmFrom), () => post(happening));
    if (!rough || !chance.maybe(0.06)) return;
    const again = clock.now() + delay + chance.pick([0, 1_000, 12_000, 11 * MINUTE, 9 * HOUR, 2 * DAY_MS]);
    agenda.add(Math.min(again, plan.calmFrom), () => post(happening));
  };

  const unsubscribe = (mail: SentMail, attempt = 0): void => {
    const token = /\/unsubscribe\/([^>?]+)/.exec(mail.headers['List-Unsubscribe'] ?? '')?.[1];
    if (token === undefined) return;
    void invoke('unsubscribe', `${mail.messageId} ${attempt}`, (functions) => functions.unsubscribe(click(token))).then((result) => {
      if ('value' in result && result.value.statusCode === 200) witness.unsubscribed.push({ ...witness.moment(), address: mail.to });
      else agenda.add(later(attempt), () => unsubscribe(mail, attempt + 1));
    });
  };

  const feedback = (mail: SentMail, kind: Feedback, attempt = 0): void => {
    const event = { Records: [{ Sns: { Message: JSON.stringify(sesRecord(mail, kind, clock.now())) } }] };
    void invoke('receive-feedback', `${mail.messageId} ${kind} ${attempt}`, (functions) => functions.receiveFeedback(event as never)).then(
      (result) => {
        if ('value' in result) {
          if (kind === 'Bounce' || kind === 'Complaint')
            witness.stopped.push({ ...witness.moment(), address: mail.to, by: kind === 'Bounce' ? 'bounce' : 'complaint' });
        } else agenda.add(later(attempt), () => feedback(mail, kind, attempt + 1));
      },
    );
  };
  return { tell, unsubscribe, feedback };
};

const whose = (happening: Happening): { customer?: number } => ('customer' in happening ? { customer: happening.customer } : {});

type Feedback = 'Send' | 'Delivery' | 'Bounce' | 'Complaint';

const click = (token: string): APIGatewayProxyEventV2 => ({
  ...request('unsubscribe', Buffer.from('List-Unsubscribe=One-Click'), { 'content-type': 'application/x-www-form-urlencoded' }),
  pathParameters: { token },
});

const sesRecord = (mail: SentMail, kind: Feedback, now: number): object => {
  const timestamp = new Date(now).toISOString();
  const recipients = [{ emailAddress: mail.to }];
  const details: Readonly<Record<Feedback, object>> = {
    Send: {},
    Delivery: { delivery: { timestamp } },
    Bounce: { bounce: { bounceType: 'Permanent', bounceSubType: 'General', timestamp, bouncedRecipients: recipients } },
    Complaint: { complaint: { complaintFeedbackType: 'abuse', timestamp, complainedRecipients: recipients } },
  };
  const { messageId, flow, step, profileId } = mail;
  const tags = { message_id: [messageId], profile_id: [profileId], flow: [flow], step: [step] };
  const about = { timestamp: new Date(mail.at).toISOString(), messageId: mail.providerId, destination: [mail.to], tags };
  return { eventType: kind, mail: about, ...details[kind] };
};
