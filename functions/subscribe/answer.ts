/** Makes the answer to a sign-up, as a page or as JSON, whichever was asked for. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type SignUpProblem, takesNumbers } from '../../core/consent/sign-up.ts';
import { whatsappNumber, writeFirstLink } from '../../core/consent/write-first.ts';
import type { Language } from '../../core/message/locale.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { Channel } from '../../core/reason.ts';
import { languageOf, PAGE_RETRY_AFTER_SECONDS, pageAnswer } from '../../doors/page-answer.ts';
import type { Page } from '../../pages/frame.ts';
import type { SignUpForm, WhatsappWay } from '../../pages/subscribe/sign-up-form.ts';
import { subscribeNotice, subscribePage } from '../../pages/subscribe/subscribe-page.ts';
import type { Unreadable } from './read-fields.ts';
import type { Outcome } from './sign-up.ts';

type Answer = APIGatewayProxyStructuredResultV2;

export const answer = (event: APIGatewayProxyEventV2, outcome: Outcome): Answer => {
  if (outcome.kind === 'greeted') return { statusCode: 204, headers: { ...CORS, ...PREFLIGHT } };
  const language = languageOf(event);
  return wantsJson(event) ? jsonAnswer(language, outcome) : htmlAnswer(language, outcome);
};

/** True where the client wants JSON: it sends JSON itself, or does not ask for HTML as browsers do. */
const wantsJson = ({ headers }: APIGatewayProxyEventV2): boolean => {
  const accepts = headers['accept'] ?? '';
  return /json/i.test(headers['content-type'] ?? '') || (/json/i.test(accepts) && !/html/i.test(accepts));
};

/**
 * Forms on the shop's own pages may send JSON. No cookie is ever read, so another site can misuse nothing.
 */
const CORS = { 'access-control-allow-origin': '*' };
const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

const UNREADABLE: Readonly<Record<Unreadable, number>> = {
  'too-large': 413,
  unsupported: 415,
  malformed: 400,
};

type Said = Exclude<Outcome, { kind: 'greeted' }>;

const statusOf = (outcome: Said): number => {
  switch (outcome.kind) {
    case 'form':
      return outcome.problems.length > 0 ? 400 : 200;
    case 'asked':
      return 200;
    case 'limited':
      return 429;
    case 'unreadable':
      return UNREADABLE[outcome.why];
    case 'again':
      return 503;
  }
};

const retryOf = (outcome: Said): Record<string, string> => {
  if (outcome.kind === 'limited') return { 'retry-after': String(outcome.retryAfterSeconds) };
  return outcome.kind === 'again' ? { 'retry-after': PAGE_RETRY_AFTER_SECONDS } : {};
};

const htmlAnswer = (language: Language, outcome: Said): Answer =>
  pageAnswer(statusOf(outcome), pageOf(language, outcome), retryOf(outcome));

const pageOf = (language: Language, outcome: Said): Page => {
  switch (outcome.kind) {
    case 'form':
      return subscribePage({ language, ...formOf(outcome) });
    case 'asked':
      return subscribeNotice(language, askedOn(outcome.channels), outcome.settings.shop);
    case 'limited':
      return subscribeNotice(language, 'limited', outcome.settings.shop);
    case 'unreadable':
    case 'again':
      return subscribeNotice(language, outcome.kind, outcome.shop);
  }
};

const formOf = ({
  settings,
  entered,
  problems,
}: Extract<Outcome, { kind: 'form' }>): Omit<SignUpForm, 'language'> => ({
  shop: settings.shop,
  contact: settings.contact.email,
  whatsapp: whatsappOf(settings),
  entered: Object.fromEntries(
    Object.entries(entered).flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])),
  ),
  wantsWhatsapp:
    [entered['channel'], entered['also']].flat().includes('whatsapp') || problems.includes('phone'),
  problems,
});

/**
 * How the page offers WhatsApp; this is the one place that would switch from a number in the form to a link
 * with which the customer writes first.
 */
const whatsappOf = (settings: Settings): WhatsappWay => {
  if (takesNumbers(settings)) return 'form';
  const number = whatsappNumber(settings);
  return number === undefined ? 'none' : { number };
};

/** A robot in the trap whose fields were not readable gets the answer for an e-mail. */
const askedOn = (channels: readonly Channel[]): 'asked' | 'asked-whatsapp' | 'asked-both' => {
  if (!channels.includes('whatsapp')) return 'asked';
  return channels.includes('email') ? 'asked-both' : 'asked-whatsapp';
};

const jsonAnswer = (language: Language, outcome: Said): Answer => ({
  statusCode: statusOf(outcome),
  headers: { 'content-type': 'application/json', ...CORS, ...retryOf(outcome) },
  body: JSON.stringify(jsonOf(language, outcome)),
});

const jsonOf = (language: Language, outcome: Said): object => {
  switch (outcome.kind) {
    case 'asked':
      return { status: 'confirmation-requested' };
    case 'form':
      return {
        error: 'invalid',
        fields: outcome.problems,
        message: outcome.problems.map((problem) => PROBLEMS[problem]).join(' '),
        ...whatsappLinkFor(language, outcome),
      };
    case 'limited':
      return {
        error: 'too-many-requests',
        message: 'Too many sign-ups; try again after the seconds in Retry-After.',
      };
    case 'unreadable':
      return {
        error: outcome.why,
        message: 'Send application/json with one object, or a form, of at most 16 KB.',
      };
    case 'again':
      return { error: 'unavailable', message: 'The sign-up was not taken. Send it again.' };
  }
};

/** The link that a shop's own form may show instead of asking for numbers. */
const whatsappLinkFor = (
  language: Language,
  { settings, problems }: Extract<Said, { kind: 'form' }>,
): object => {
  const number = problems.includes('whatsapp') ? whatsappNumber(settings) : undefined;
  return number === undefined ? {} : { whatsapp: writeFirstLink(number, language) };
};

const PROBLEMS: Readonly<Record<SignUpProblem, string>> = {
  email: 'email must be an e-mail address such as name@example.org.',
  phone:
    'phone must be a phone number, best with its country code, such as +49 171 3920011, of a country of the shop.',
  channel: 'channel must be email or whatsapp.',
  whatsapp: 'phone is not taken here: customers write to the shop on WhatsApp first.',
};
