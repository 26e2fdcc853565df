/**
 * Everybody outside who calls the system: shops that repeat their webhooks, customers who click, SES that
 * tells what became of a mail.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';
import { request } from '../support/webhooks.ts';
import { clockOf } from './clocks.ts';
import { deliveryOf } from './dialects/dialects.ts';
import type { Happening, ToldHappening } from './happening.ts';
import { isWelcome, type Surroundings, statusOf } from './knock.ts';
import { DAY_MS } from './plan.ts';
import { chanceOf } from './random.ts';
import { eventOf } from './tell.ts';
import type { Wire } from './wire.ts';
import { type Feedback, keptBy, type SentMail } from './witness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export type Senders = ReturnType<typeof createSenders>;

export const createSenders = (
  { plan, cloud: { clock, witness }, agenda, knock }: Surroundings,
  { overhear }: Pick<Wire, 'overhear'>,
) => {
  const post = (happening: ToldHappening): void => {
    const delivery = deliveryOf(happening, { ...plan, now: clock.now() });
    witness.told.add(delivery?.marks ?? []);
    const door = witness.doors.get(happening.id) ?? { firstTry: witness.moment() };
    witness.doors.set(happening.id, door);
    knock({
      door: 'receive-webhook',
      about: happening.id,
      call: (functions) => {
        const shopsNow = clock.now() + clockOf(plan.seed, clock.now());
        const { headers, body } = delivery
          ? delivery.sign(happening.id, shopsNow)
          : signStandard(DEFAULT_SECRETS, happening.id, eventOf(happening, plan.customers), shopsNow);
        const way = delivery?.platform ?? 'standard';
        overhear(happening.id, { way, headers, body });
        return functions.receiveWebhook(request(way, Buffer.from(body), { ...headers }));
      },
      settled: (result) => delivery?.once === true || isWelcome(result),
      tried: (result, _begun, about) => {
        if (!isWelcome(result)) return;
        door.last = witness.moment();
        door.answered ??= door.last;
        if (witness.queued.has(happening.id) || witness.kept.has(keptBy('receive-webhook', about))) return;
        const text = `${happening.id} was answered ${statusOf(result)} before the queue had it`;
        witness.problems.push({ invariant: 'I12', text, ...whose(happening) });
      },
    });
  };
  const tell = (happening: ToldHappening): void => {
    const chance = chanceOf(plan.seed, 'sender', happening.id);
    const rough = plan.faults.includes('senders');
    const usual =
      rough && chance.maybe(0.06) ? chance.between(1, 3 * 24 * 60) * MINUTE : chance.between(0, 20) * 1_000;
    const delay = ('lateBy' in happening ? happening.lateBy : undefined) ?? usual;
    agenda.add(Math.min(clock.now() + delay, plan.calmFrom), () => post(happening));
    if (!rough || !chance.maybe(0.06)) return;
    const again = clock.now() + delay + chance.pick([0, 1_000, 12_000, 11 * MINUTE, 9 * HOUR, 2 * DAY_MS]);
    agenda.add(Math.min(again, plan.calmFrom), () => post(happening));
  };

  const unsubscribe = (mail: SentMail): void => {
    const token = /\/unsubscribe\/([^>?]+)/.exec(mail.headers['List-Unsubscribe'] ?? '')?.[1];
    if (token === undefined) return;
    knock({
      door: 'unsubscribe',
      about: mail.messageId,
      call: (functions) => functions.unsubscribe(click(token)),
      settled: (result) => statusOf(result) === 200,
      tried: (result) => {
        if (statusOf(result) === 200) witness.unsubscribed.push({ ...witness.moment(), address: mail.to });
      },
    });
  };

  const feedback = (mail: SentMail, kind: Kind): void =>
    knock({
      door: 'receive-feedback',
      about: `${mail.messageId} ${kind}`,
      call: (functions) =>
        functions.receiveFeedback({
          Records: [{ Sns: { Message: JSON.stringify(sesRecord(mail, kind, clock.now())) } }],
        } as never),
      settled: (result) => 'value' in result,
      tried: (result) => {
        const outcome = 'value' in result ? OUTCOMES[kind] : undefined;
        if (outcome === undefined) return;
        const { messageId, to: address } = mail;
        const answered = witness.moment();
        witness.feedback.push({ ...answered, messageId, address, outcome });
        if (outcome !== 'clicked')
          witness.stopped.push({ ...answered, address, by: outcome === 'bounced' ? 'bounce' : 'complaint' });
      },
    });
  return { tell, unsubscribe, feedback };
};

const whose = (happening: Happening): { customer?: number } =>
  'customer' in happening ? { customer: happening.customer } : {};

type Kind = 'Send' | 'Delivery' | 'Click' | 'Bounce' | 'Complaint';

/** Of which more than the ledger must know. */
const OUTCOMES: Readonly<Partial<Record<Kind, Feedback['outcome']>>> = {
  Click: 'clicked',
  Bounce: 'bounced',
  Complaint: 'complained',
};

const click = (token: string): APIGatewayProxyEventV2 => ({
  ...request('unsubscribe', Buffer.from('List-Unsubscribe=One-Click'), {
    'content-type': 'application/x-www-form-urlencoded',
  }),
  pathParameters: { token },
});

const sesRecord = (mail: SentMail, kind: Kind, now: number): object => {
  const timestamp = new Date(now).toISOString();
  const recipients = [{ emailAddress: mail.to }];
  const details: Readonly<Record<Kind, object>> = {
    Send: {},
    Delivery: { delivery: { timestamp } },
    Click: { click: { timestamp, link: 'https://shop.example/' } },
    Bounce: {
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', timestamp, bouncedRecipients: recipients },
    },
    Complaint: { complaint: { complaintFeedbackType: 'abuse', timestamp, complainedRecipients: recipients } },
  };
  const { messageId, flow, step, profileId } = mail;
  const tags = { message_id: [messageId], profile_id: [profileId], flow: [flow], step: [step] };
  const about = {
    timestamp: new Date(mail.at).toISOString(),
    messageId: mail.providerId,
    destination: [mail.to],
    tags,
  };
  return { eventType: kind, mail: about, ...details[kind] };
};
