/**
 * The preference centre as a page: one plain form that works without script, by keyboard and for screen
 * readers; it names nobody.
 */

import { FREQUENCIES } from '../../core/consent/preferences.ts';
import type { Action, Standing } from '../../core/consent/preferences-form.ts';
import type { Language } from '../../core/message/locale.ts';
import { type Channel, TOPICS } from '../../core/reason.ts';
import { pageFrame, paragraphs } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { PREFERENCES_WORDS, type PreferencesWords } from './preferences-words.ts';

export type PreferencesView = Readonly<{
  language: Language;
  shop: string;
  standing: Standing;
  /** Channels that the form offers. */
  offered: readonly Channel[];
  /** The channel whose message carried the link: what the last button leaves. */
  channel: Channel;
  /** The day on which the pause ends, as people write it. */
  pausedUntil?: string;
  /** What was just done; absent where the page is only looked at. */
  done?: Readonly<{ action: Action | 'unclear'; needsConsent: readonly Channel[] }>;
}>;

export const preferencesPage = (view: PreferencesView): string => {
  const words = PREFERENCES_WORDS[view.language];
  const { done } = view;
  const settled = done && done.action !== 'unclear' ? done.action : undefined;
  return pageFrame({
    language: view.language,
    title: settled ? words.done[settled] : words.title,
    sign: settled ? '\u2713' : '\u2699',
    // Who has just left everything is asked nothing more.
    content: html`${done ? result(view, done, words) : paragraphs([words.intro(view.shop), ...atPresent(view, words)])}
${(!settled || view.standing.channels.length > 0) && form(view, words)}`,
  });
};

/** Said before the form where nothing is sent, so that nobody has to guess it from empty boxes. */
const atPresent = (
  { standing, pausedUntil }: PreferencesView,
  words: PreferencesWords,
): readonly string[] => {
  if (standing.channels.length === 0) return [words.nothingNow];
  return pausedUntil === undefined ? [] : [words.pausedNow(pausedUntil)];
};

/** `invalid` is a link that we did not sign, `again` a fault of ours. */
export const preferencesNotice = (language: Language, notice: 'invalid' | 'again'): string => {
  const { title, paragraphs: texts } = PREFERENCES_WORDS[language][notice];
  return pageFrame({
    language,
    title,
    sign: notice === 'invalid' ? '\u2047' : '\u21bb',
    content: paragraphs(texts),
  });
};

/** What holds now, in sentences, before the form shows it once more. */
const result = (
  view: PreferencesView,
  { action, needsConsent }: NonNullable<PreferencesView['done']>,
  words: PreferencesWords,
): Html => {
  if (action === 'unclear') return html`<div role="alert"><p class="wrong">${words.unclear}</p></div>`;
  const link = signUp(view.language, words);
  const missing =
    needsConsent.length > 0 && html`<p>${words.needsConsent(channelNames(needsConsent, words))} ${link}.</p>`;
  const back = view.standing.channels.length === 0 && !missing && html`<p>${words.cameBack} ${link}.</p>`;
  return html`<div role="status">${paragraphs(whatHolds(view, action, words))}${missing}${back}</div>`;
};

const whatHolds = (
  { standing, channel, pausedUntil }: PreferencesView,
  action: Action,
  words: PreferencesWords,
): readonly string[] => {
  if (standing.channels.length === 0) return [words.nothingNow, words.ordersNow];
  const { frequency } = standing;
  return [
    ...(action === 'unsubscribe' ? [words.leftNow(words.inSentence[channel])] : []),
    words.reached(
      channelNames(standing.channels, words),
      standing.topics.map((topic) => words.topics[topic].name).join(', '),
    ),
    ...(frequency === 'shop' ? [] : [words.frequencyNow[frequency]]),
    ...(pausedUntil === undefined ? [] : [words.pausedNow(pausedUntil)]),
  ];
};

const channelNames = (channels: readonly Channel[], words: PreferencesWords): string =>
  channels.map((channel) => words.inSentence[channel]).join(', ');

const signUp = (language: Language, { signUpLink }: PreferencesWords): Html =>
  html`<a href="/subscribe?l=${language}">${signUpLink}</a>`;

/**
 * No action: the form posts to the very address that the page was read from. Pressing Enter saves, because
 * that button comes first.
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
 * Where no marketing is allowed there is nothing to pause or to leave; what is kept then is for who comes
 * back.
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

const channelChoice = (
  { standing, language }: PreferencesView,
  channel: Channel,
  words: PreferencesWords,
): Html => {
  const on = standing.channels.includes(channel);
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
${!on && html`<p class="small" id="${hint}">${words.signUpHint} ${signUp(language, words)}.</p>`}`;
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
