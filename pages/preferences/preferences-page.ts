/**
 * The preference centre as a page: one plain form that works without script, by keyboard and with screen
 * readers. It names nobody.
 */

import { FREQUENCIES } from '../../core/consent/preferences.ts';
import type { Action, Standing } from '../../core/consent/preferences-form.ts';
import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { type Channel, TOPICS } from '../../core/reason.ts';
import { fill } from '../fill.ts';
import { type Page, pageFrame, paragraphs } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { inForm } from '../in-form.ts';
import { signUpPath } from '../sign-up-path.ts';
import { PREFERENCES_WORDS, type PreferencesWords } from './preferences-words.ts';

export type PreferencesView = Readonly<{
  language: Language;
  shop: ShopLook;
  standing: Standing;
  /** Channels that the form offers. */
  offered: readonly Channel[];
  /** The channel whose message carried the link; the last button ends marketing on it. */
  channel: Channel;
  /** A signed token for the way back to the sign-up on that channel. */
  back?: string;
  /** The day on which the pause ends, as people write it. */
  pausedUntil?: string;
  /** The change that was just made; absent where the page is only opened. */
  done?: Readonly<{ action: Action | 'unclear'; needsConsent: readonly Channel[] }>;
}>;

export const preferencesPage = (view: PreferencesView): Page => {
  const words = inForm(PREFERENCES_WORDS[view.language], view.shop);
  const { done } = view;
  const settled = done && done.action !== 'unclear' ? done.action : undefined;
  return pageFrame({
    language: view.language,
    shop: view.shop,
    title: settled ? doneTitle(settled, view, words) : words.title,
    sign: settled ? '\u2713' : '\u2699',
    // A customer who has just left everything gets no form.
    content: html`${done ? result(view, done, words) : paragraphs([fill(words.intro, { shop: view.shop.name }), ...atPresent(view, words)])}
${(!settled || view.standing.channels.length > 0) && form(view, words)}`,
  });
};

/**
 * The title after a change. A customer who left one channel and is still reached by another has not left
 * everything.
 */
const doneTitle = (
  action: Action,
  { standing, channel }: PreferencesView,
  words: PreferencesWords,
): string =>
  action === 'unsubscribe' && standing.channels.length > 0
    ? words.leftOne(words.inSentence[channel])
    : words.done[action];

/** Says before the form that nothing is sent at present, so that nobody has to guess it from empty boxes. */
const atPresent = (
  { standing, pausedUntil }: PreferencesView,
  words: PreferencesWords,
): readonly string[] => {
  if (standing.channels.length === 0) return [words.nothingNow];
  return pausedUntil === undefined ? [] : [words.pausedNow(pausedUntil), words.pausedHint];
};

/** `invalid` is a link that we did not sign, `again` is a fault on our side. */
export const preferencesNotice = (language: Language, notice: 'invalid' | 'again', shop?: ShopLook): Page => {
  const { title, paragraphs: texts } = inForm(PREFERENCES_WORDS[language][notice], shop);
  return pageFrame({
    language,
    shop,
    title,
    sign: notice === 'invalid' ? '\u2047' : '\u21bb',
    content: paragraphs(texts),
  });
};

/** Says in sentences what holds now, before the form shows it once more. */
const result = (
  view: PreferencesView,
  { action, needsConsent }: NonNullable<PreferencesView['done']>,
  words: PreferencesWords,
): Html => {
  if (action === 'unclear') return html`<div role="alert"><p class="wrong">${words.unclear}</p></div>`;
  const [other] = needsConsent;
  const missing =
    other !== undefined &&
    html`<p>${words.needsConsent(channelNames(needsConsent, words))} ${signUp(view, words, other)}.</p>`;
  const back =
    view.standing.channels.length === 0 &&
    !missing &&
    html`<p>${words.cameBack} ${signUp(view, words, view.channel)}.</p>`;
  return html`<div role="status">${paragraphs(whatHolds(view, action, words))}${missing}${back}</div>`;
};

/** The choices that hold now. What a pause holds back is described as what comes after the pause. */
const whatHolds = (
  { standing, channel, pausedUntil }: PreferencesView,
  action: Action,
  words: PreferencesWords,
): readonly string[] => {
  if (standing.channels.length === 0) return [words.nothingNow, words.ordersNow];
  const channels = channelNames(standing.channels, words);
  const topics = standing.topics.map((topic) => words.topics[topic].name).join(', ');
  return [
    ...(action === 'unsubscribe' ? [words.leftNow(words.inSentence[channel])] : []),
    ...(pausedUntil === undefined
      ? [words.reached(channels, topics)]
      : [words.pausedNow(pausedUntil), words.ordersNow, words.reachedAfterwards(channels, topics)]),
    ...(standing.frequency === 'shop' ? [] : [words.frequencyNow[standing.frequency]]),
  ];
};

const channelNames = (channels: readonly Channel[], words: PreferencesWords): string =>
  channels.map((channel) => words.inSentence[channel]).join(', ');

/** The link proves only the address that it was mailed to. */
const signUp = (
  { language, back, channel: own }: Pick<PreferencesView, 'language' | 'back' | 'channel'>,
  { signUpLink }: PreferencesWords,
  channel: Channel,
): Html =>
  html`<a href="${signUpPath(language, channel, channel === own ? back : undefined)}">${signUpLink}</a>`;

/**
 * The form has no action, so it posts to the address that the page was read from. Pressing Enter saves,
 * because that button comes first.
 */
const form = (view: PreferencesView, words: PreferencesWords): Html => html`<form method="post">
${fieldset(
  words.channelsLegend,
  view.offered.map((channel) => channelChoice(view, channel, words)),
)}
${fieldset(
  words.topicsLegend,
  TOPICS.map((topic) => topicChoice(view, topic, words)),
)}
${fieldset(
  words.frequencyLegend,
  (['shop', ...FREQUENCIES] as const).map((wish) => frequencyChoice(view, wish, words)),
)}
${buttons(view, words)}
</form>`;

/**
 * The buttons. Where no marketing is allowed, there is nothing to pause or to leave; saved choices then wait
 * for a customer who comes back.
 */
const buttons = (
  { standing, channel, pausedUntil }: PreferencesView,
  words: PreferencesWords,
): readonly Html[] => {
  const save = button('save', words.buttons.save);
  if (standing.channels.length === 0) return [save];
  return [
    html`<p class="small">${words.nothingHint}</p>`,
    save,
    pausedUntil === undefined
      ? button('pause', words.buttons.pause, true)
      : button('resume', words.buttons.resume, true),
    ...(standing.channels.includes(channel)
      ? [button('unsubscribe', words.unsubscribe(words.inSentence[channel]), true)]
      : []),
  ];
};

const fieldset = (legend: string, choices: readonly Html[]): Html => html`<fieldset>
<legend>${legend}</legend>
${choices}
</fieldset>`;

const channelChoice = (view: PreferencesView, channel: Channel, words: PreferencesWords): Html => {
  const on = view.standing.channels.includes(channel);
  const hint = `channel-${channel}-hint`;
  const box = choice({
    type: 'checkbox',
    name: 'channels',
    value: channel,
    checked: on,
    text: words.channels[channel],
    describedBy: on ? undefined : hint,
  });
  return html`${box}
${!on && html`<p class="small" id="${hint}">${words.signUpHint} ${signUp(view, words, channel)}.</p>`}`;
};

const topicChoice = (
  { standing }: PreferencesView,
  topic: (typeof TOPICS)[number],
  words: PreferencesWords,
): Html => {
  const { name, hint } = words.topics[topic];
  return choice({
    type: 'checkbox',
    name: 'topics',
    value: topic,
    checked: standing.topics.includes(topic),
    text: name,
    hint,
  });
};

const frequencyChoice = (
  { standing }: PreferencesView,
  value: Standing['frequency'],
  words: PreferencesWords,
): Html =>
  choice({
    type: 'radio',
    name: 'frequency',
    value,
    checked: standing.frequency === value,
    text: words.frequencies[value],
  });

type Choice = Readonly<{
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  checked: boolean;
  text: string;
  hint?: string | undefined;
  describedBy?: string | undefined;
}>;

const choice = ({ type, name, value, checked, text, hint, describedBy }: Choice): Html =>
  html`<label class="choice"><input type="${type}" name="${name}" value="${value}"${checked && html` checked`}${
    describedBy !== undefined && html` aria-describedby="${describedBy}"`
  }><span>${text}${hint !== undefined && html`<span class="hint">${hint}</span>`}</span></label>`;

const button = (action: Action, text: string, quiet = false): Html =>
  html`<button type="submit" name="action" value="${action}"${quiet && html` class="quiet"`}>${text}</button>`;
