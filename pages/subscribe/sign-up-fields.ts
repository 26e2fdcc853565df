/**
 * The fields of the sign-up form. A problem is written below its field and tied to it, and the first wrong
 * field has the focus, all without script.
 */
import type { SignUpProblem } from '../../core/consent/sign-up.ts';
import { type Html, html } from '../html.ts';
import type { FieldName, SignUpForm } from './sign-up-form.ts';
import type { Words } from './subscribe-words.ts';

/** A phone number is asked for only where WhatsApp was ticked (style.ts hides it until then). */
export const signUpFields = (form: SignUpForm, words: Words): Html => html`
${textField(form, words, EMAIL)}
${form.whatsapp === 'form' && [alsoByWhatsapp(form, words), textField(form, words, PHONE)]}
${textField(form, words, FIRST_NAME)}`;

/** Problems in fields that this form does not have; forms on other pages may have them. */
export const problemsWithoutField = ({ whatsapp, problems = [] }: SignUpForm, words: Words): Html | false => {
  const others = problems.filter((problem) => problem !== 'email' && whatsapp !== 'form');
  return (
    others.length > 0 &&
    html`<div role="alert">${others.map((problem) => html`<p class="wrong">${words.problem[problem]}</p>`)}</div>`
  );
};

type TextField = Readonly<{ name: FieldName; type: 'email' | 'tel' | 'text'; autocomplete: string }>;

const EMAIL: TextField = { name: 'email', type: 'email', autocomplete: 'email' };
const PHONE: TextField = { name: 'phone', type: 'tel', autocomplete: 'tel' };
const FIRST_NAME: TextField = { name: 'first_name', type: 'text', autocomplete: 'given-name' };

const textField = (form: SignUpForm, words: Words, { name, type, autocomplete }: TextField): Html => {
  const hint = words.hints[name];
  const wrong = name === 'first_name' ? undefined : wrongWith(form, words, name);
  return html`<div class="field${name === 'phone' && ' on-also'}"><label for="${name}">${words.labels[name]}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="254" value="${form.entered?.[name]}"${
    name === 'email' && form.whatsapp !== 'form' && html` required`
  }${described(name, { hint, wrong })}${wrong !== undefined && invalid(form, name)}>
${wrong !== undefined && html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}</div>`;
};

const alsoByWhatsapp = (form: SignUpForm, words: Words): Html => {
  const wrong = wrongWith(form, words, 'channel');
  const { text, hint } = words.also;
  return html`<div class="field"><label class="choice"><input id="also" name="also" type="checkbox" value="whatsapp"${
    form.wantsWhatsapp && html` checked`
  }${described('also', { hint, wrong })}${wrong !== undefined && invalid(form, 'channel')}><span>${text}</span></label>
<p class="hint below-choice" id="also-hint">${hint}</p>
${wrong !== undefined && html`<p class="wrong" id="also-wrong">${wrong}</p>`}</div>`;
};

type Notes = Readonly<{ hint: string | undefined; wrong: string | undefined }>;

const described = (name: string, { hint, wrong }: Notes): Html | false => {
  const ids = [hint === undefined ? '' : `${name}-hint`, wrong === undefined ? '' : `${name}-wrong`];
  return ids.some((id) => id !== '') && html` aria-describedby="${ids.join(' ').trim()}"`;
};

const wrongWith = (
  { problems = [], entered, wantsWhatsapp, whatsapp }: SignUpForm,
  words: Words,
  problem: SignUpProblem,
): string | undefined => {
  if (!problems.includes(problem)) return undefined;
  const nothing = problem === 'email' && whatsapp === 'form' && !wantsWhatsapp && !entered?.email?.trim();
  return nothing ? words.nothingGiven : words.problem[problem];
};

/** The problems in the order of their fields. */
const FOCUS: readonly SignUpProblem[] = ['email', 'channel', 'phone', 'whatsapp'];

const invalid = ({ problems = [] }: SignUpForm, problem: FieldName | 'channel'): Html =>
  html` aria-invalid="true"${problem === FOCUS.find((one) => problems.includes(one)) && html` autofocus`}`;
