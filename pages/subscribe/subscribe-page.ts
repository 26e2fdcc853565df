/**
 * The hosted sign-up page: a plain form, and the page after it was sent. The consent text stands right above
 * the button.
 */
import { writeFirstLink } from '../../core/consent/write-first.ts';
import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { fill } from '../fill.ts';
import { type Page, pageFrame, paragraphs } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { inForm } from '../in-form.ts';
import { signUpPath } from '../sign-up-path.ts';
import { problemsWithoutField, signUpFields } from './sign-up-fields.ts';
import type { SignUpForm } from './sign-up-form.ts';
import { type Notice, SUBSCRIBE_WORDS, type Words } from './subscribe-words.ts';

/** Names this exact text, for the evidence. A change of the consent's words needs a new name. */
export const SUBSCRIBE_TEXT_VERSION = 'hosted-2';

export const subscribePage = (form: SignUpForm): Page => {
  const words = inForm(SUBSCRIBE_WORDS[form.language], form.shop);
  return pageFrame({
    language: form.language,
    shop: form.shop,
    title: fill(words.title, { shop: form.shop.name }),
    sign: '\u2709',
    wrong: (form.problems ?? []).length > 0,
    content: html`${paragraphs([form.whatsapp === 'form' ? words.introBoth : words.intro])}
${problemsWithoutField(form, words)}
<form method="post">
${signUpFields(form, words)}
<div class="trap" aria-hidden="true"><label for="website">${words.trap}</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
${hidden('locale', form.language)}${hidden('text_version', textVersion(form))}${hidden('source', form.entered?.source ?? 'sign-up page')}${form.entered?.link !== undefined && hidden('link', form.entered.link)}
<p class="small">${consentText(form, form.whatsapp === 'form' ? words.consentBoth : words.consent, words)}</p>
${privacyLink(form.shop, words)}
<button type="submit">${words.button}</button>
</form>
${typeof form.whatsapp === 'object' && writeFirst(form, form.whatsapp, words)}`,
  });
};

/** The page after the form; it is the same whether or not an address is known. */
export const subscribeNotice = (language: Language, notice: Notice, shop: ShopLook | undefined): Page => {
  const { title, texts, back } = inForm(SUBSCRIBE_WORDS[language].notices[notice], shop);
  return pageFrame({
    language,
    shop,
    title,
    sign: SIGNS[notice],
    status: true,
    content: html`${paragraphs(texts)}
${back !== undefined && html`<p><a href="${signUpPath(language)}">${back}</a></p>`}`,
  });
};

const SIGNS: Readonly<Record<Notice, string>> = {
  asked: '\u2709',
  'asked-whatsapp': '\u2709',
  'asked-both': '\u2709',
  limited: '\u21bb',
  unreadable: '\u2047',
  again: '\u21bb',
};

/** The name of the text, which depends on the channels that the form offers. */
const textVersion = ({ whatsapp, language }: SignUpForm): string =>
  `${SUBSCRIBE_TEXT_VERSION}-${whatsapp === 'form' ? 'both' : 'email'}-${language}`;

const consentText = ({ shop, contact }: SignUpForm, text: string, { byContact }: Words): string =>
  fill(`${text}${contact === undefined ? '' : byContact}.`, { shop: shop.name, contact: contact ?? '' });

/** Art. 13 GDPR: the link stands where the data is entered. */
const privacyLink = ({ privacyUrl }: ShopLook, { privacy }: Words): Html | false =>
  privacyUrl !== undefined &&
  html`<p class="small">${privacy.before} <a href="${privacyUrl}">${privacy.link}</a>.</p>`;

/**
 * A link to write first. A message from the customer's own number is itself the request: no number is typed,
 * so none can be mistyped.
 */
const writeFirst = (form: SignUpForm, { number }: Readonly<{ number: string }>, words: Words): Html => {
  const { title, text, consent, button } = words.writeFirst;
  const link = writeFirstLink(number, form.language);
  return html`<h2>${title}</h2>
<p>${text}</p>
<p class="small">${consentText(form, consent, words)}</p>
<a class="button quiet" href="${link}">${button}</a>`;
};

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
