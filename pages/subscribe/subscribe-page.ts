/**
 * The hosted sign-up page: a plain form, and what is said after it was sent. The consent text stands right
 * above the button.
 */
import type { SignUpProblem } from '../../core/consent/sign-up.ts';
import type { Language } from '../../core/message/locale.ts';
import { fill } from '../fill.ts';
import { pageFrame, paragraphs } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { type Choice, SUBSCRIBE_WORDS, type Words } from './subscribe-words.ts';

export type SignUpForm = Readonly<{
  language: Language;
  shop: Readonly<{ name: string; contact?: string | undefined }>;
  /** Offered beside e-mail where the shop sends by WhatsApp. */
  whatsapp: boolean;
  /** What was typed before, shown again where something is wrong. */
  entered?: Readonly<Partial<Record<'email' | 'phone' | 'first_name' | 'channel' | 'source', string>>>;
  problems?: readonly SignUpProblem[];
}>;

/** Names this very text, for the evidence. A change of the words below needs a new one. */
export const SUBSCRIBE_TEXT_VERSION = 'hosted-1';

export const subscribePage = (form: SignUpForm): string => {
  const words = SUBSCRIBE_WORDS[form.language];
  return pageFrame({
    language: form.language,
    title: fill(words.title, { shop: form.shop.name }),
    sign: '\u2709',
    content: html`${paragraphs([form.whatsapp ? words.introBoth : words.intro])}
${summary(form.problems ?? [], words)}
<form method="post">
${form.whatsapp && choice(form, words)}
${field(form, words, { name: 'email', type: 'email', autocomplete: 'email', required: !form.whatsapp })}
${form.whatsapp && field(form, words, { name: 'phone', type: 'tel', autocomplete: 'tel', required: false })}
${field(form, words, { name: 'first_name', type: 'text', autocomplete: 'given-name', required: false })}
<div class="trap" aria-hidden="true"><label for="website">${words.trap}</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
${hidden('locale', form.language)}${hidden('text_version', `${SUBSCRIBE_TEXT_VERSION}-${form.language}`)}${hidden('source', form.entered?.source ?? 'sign-up page')}
<p class="small">${consentText(form, words)}</p>
<button type="submit">${words.button}</button>
</form>`,
  });
};

export type SignUpNotice = 'asked' | 'asked-whatsapp' | 'limited' | 'unreadable' | 'again';

/** The same whether an address is known or not. */
export const subscribeNotice = (language: Language, notice: SignUpNotice): string => {
  const { title, texts } = SUBSCRIBE_WORDS[language].notices[notice];
  return pageFrame({ language, title, sign: SIGNS[notice], status: true, content: paragraphs(texts) });
};

const SIGNS: Readonly<Record<SignUpNotice, string>> = {
  asked: '\u2709',
  'asked-whatsapp': '\u2709',
  limited: '\u21bb',
  unreadable: '\u2047',
  again: '\u21bb',
};

const consentText = ({ shop, whatsapp }: SignUpForm, words: Words): string => {
  const text = whatsapp ? words.consentBoth : words.consent;
  const way = shop.contact === undefined ? '' : words.byContact;
  return fill(`${text}${way}.`, { shop: shop.name, contact: shop.contact ?? '' });
};

const summary = (problems: readonly SignUpProblem[], { problem }: Words): Html | false =>
  problems.length > 0 &&
  html`<div role="alert">${problems.map((name) => html`<p class="wrong">${problem[name]}</p>`)}</div>`;

const choice = ({ entered, problems = [] }: SignUpForm, words: Words): Html => {
  const chosen: Choice = entered?.channel === 'whatsapp' ? 'whatsapp' : 'email';
  const option = (name: Choice): Html =>
    html`<label class="choice"><input type="radio" name="channel" value="${name}"${name === chosen && html` checked`}>${words.channels[name]}</label>`;
  return html`<fieldset${problems.includes('channel') && INVALID}><legend>${words.channel}</legend>${option('email')}${option('whatsapp')}</fieldset>`;
};

const INVALID = html` aria-invalid="true"`;

type Input = Readonly<{
  name: 'email' | 'phone' | 'first_name';
  type: string;
  autocomplete: string;
  required: boolean;
}>;

const field = (
  { entered, problems = [] }: SignUpForm,
  words: Words,
  { name, type, autocomplete, required }: Input,
): Html => {
  const wrong = name !== 'first_name' && problems.includes(name);
  const hint = words.hints[name];
  return html`<div class="field"><label for="${name}">${words.labels[name]}${hint !== undefined && html` <span class="hint">${hint}</span>`}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="254" value="${entered?.[name]}"${required && html` required`}${wrong && INVALID}></div>`;
};

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
