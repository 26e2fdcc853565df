/**
 * Customers at the pages for consent: the sign-up form, the button behind the mailed link, the preference
 * centre. Scanners look at every link.
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { present } from '../../core/present.ts';
import { request } from '../support/webhooks.ts';
import type { ChoiceHappening, CustomerHappening } from './happening.ts';
import { type Surroundings, statusOf } from './knock.ts';
import { chanceOf } from './random.ts';
import { spelledIn } from './spelling.ts';
import { firstNameIn } from './tell.ts';
import type { Moment, SentMail } from './witness.ts';

const MINUTE = 60_000;
type SignUp = Extract<CustomerHappening, { kind: 'sign-up' }>;

export const createConsentPages = ({
  plan,
  cloud: { clock, witness, standIns },
  agenda,
  knock,
}: Surroundings) => {
  const asked = new Map<string, SignUp>();

  const signUp = (happening: SignUp): void => {
    const { id, customer: index, address, by = index, channel } = happening;
    const customer = plan.customers.find((candidate) => candidate.index === index);
    const typist = plan.customers.find((candidate) => candidate.index === by);
    const email = customer?.addresses[address];
    if (customer === undefined || typist === undefined || email === undefined) return;
    if (by === index) asked.set(email, happening);
    const door: { firstTry: Moment; answered?: Moment } = { firstTry: witness.moment() };
    witness.doors.set(id, door);
    const form = {
      ...(channel ? { phone: customer.phone ?? '', channel } : { email: spelledIn(id, email) }),
      first_name: firstNameIn(id, typist),
      locale: customer.locale,
      text_version: 'form-1',
      source: 'footer',
    };
    knock({
      door: 'subscribe',
      about: id,
      call: (functions) => functions.subscribe(from(by, posted('subscribe', form))),
      // Who is told that the form takes no numbers does not send it again.
      settled: (result) => [200, 400, 429].includes(statusOf(result)),
      tried: (result) => {
        if (statusOf(result) === 200) door.answered ??= witness.moment();
        if (statusOf(result) === 400 && channel === undefined)
          witness.problems.push({ invariant: 'I12', text: `the form of ${id} was refused`, customer: index });
      },
    });
  };

  const look = (mail: SentMail, token: string, method: 'GET' | 'HEAD'): void =>
    knock({
      door: 'confirm',
      about: `${mail.messageId} ${method}`,
      call: (functions) => functions.confirm(linked(token, request('confirm', Buffer.alloc(0), {}, method))),
      settled: () => true,
    });

  const press = (mail: SentMail, token: string): void => {
    const grant = { address: mail.to, mail, first: witness.moment() };
    witness.confirmed.push(grant);
    let tries = 0;
    knock({
      door: 'confirm',
      about: `${mail.messageId} press`,
      call: (functions) => functions.confirm(linked(token, posted('confirm', {}))),
      settled: (result) => [200, 404, 410].includes(statusOf(result)),
      tried: (result) => {
        tries += 1;
        // An earlier try that nobody answered may have been heard.
        if (tries === 1 && statusOf(result) === 410) Object.assign(grant, { refused: true });
        if (statusOf(result) === 404)
          witness.problems.push({
            invariant: 'I3',
            text: `the link to confirm of ${mail.messageId} is none`,
          });
      },
    });
  };

  const read = (mail: SentMail): void => {
    const token = /\/confirm\/([^"?]+)/.exec(mail.html)?.[1];
    const happening = asked.get(mail.to);
    if (token === undefined || happening === undefined) return;
    const chance = chanceOf(plan.seed, 'reads', happening.id);
    const later = (from: number, to: number): number => clock.now() + chance.between(from, to) * MINUTE;
    if (happening.scanned) {
      agenda.add(clock.now() + 2_000, () => look(mail, token, 'HEAD'));
      agenda.add(clock.now() + 3_000, () => look(mail, token, 'GET'));
    }
    if (!happening.presses) return;
    const at = later(1, chance.pick([30, 600, 9 * 24 * 60]));
    agenda.add(at, () => press(mail, token));
    if (happening.again) agenda.add(at + chance.pick([1_000, 20 * MINUTE]), () => press(mail, token));
  };
  standIns.mailbox.subscribe(({ messageId, flow }) => {
    const mail =
      flow === 'opt-in'
        ? witness.mails.findLast((candidate) => candidate.messageId === messageId)
        : undefined;
    if (mail) read(mail);
  });

  const choose = (happening: ChoiceHappening, mail: SentMail): void => {
    const token = /\/preferences\/([^"?]+)/.exec(mail.html)?.[1];
    if (token === undefined) return;
    const { id, customer, action } = happening;
    const choice = { customer, address: mail.to, happening, first: witness.moment() };
    witness.choices.push(choice);
    knock({
      door: 'preferences',
      about: id,
      call: (functions) => functions.preferences(linked(token, posted('preferences', formOf(happening)))),
      settled: (result) => [200, 404].includes(statusOf(result)),
      tried: (result) => {
        if (statusOf(result) !== 200) return;
        const answered = witness.moment();
        Object.assign(choice, { answered });
        const nothing = action === 'save' && happening.topics.length === 0;
        if (action === 'unsubscribe' || nothing) witness.unsubscribed.push({ ...answered, address: mail.to });
      },
    });
  };
  return { signUp, choose };
};

const formOf = (happening: ChoiceHappening): Readonly<Record<string, string | readonly string[]>> =>
  happening.action === 'save'
    ? present({
        action: 'save',
        topics: happening.topics,
        channels: happening.channels,
        frequency: happening.frequency,
      })
    : { action: happening.action };

const posted = (
  path: string,
  form: Readonly<Record<string, string | readonly string[]>>,
): APIGatewayProxyEventV2 => {
  const pairs = Object.entries(form).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const body = Buffer.from(new URLSearchParams(pairs).toString());
  return request(path, body, { 'content-type': 'application/x-www-form-urlencoded' });
};

const linked = (token: string, event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 => ({
  ...event,
  pathParameters: { token },
});

/** Everybody has a connection of their own. */
const from = (customer: number, event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 => {
  const { requestContext } = event;
  const http = { ...requestContext.http, sourceIp: `2001:db8:${customer.toString(16)}::1` };
  return { ...event, requestContext: { ...requestContext, http } };
};
