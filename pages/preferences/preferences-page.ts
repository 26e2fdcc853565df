/**
 * The preference centre as a page: one plain form that works without script, by keyboard and for screen
 * readers; it names nobody.
 */

import { FREQUENCIES } from '../../core/consent/preferences.ts';
import type { Action, Standing } from '../../core/consent/preferences-form.ts';
import type { Language } from '../../core/message/locale.ts';
import { type Channel, TOPICS } from '../../core/reason.ts';
import { escapeHtml, pageFrame, paragraphs } from '../frame.ts';
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
    content: [
      done ? result(view, done, words) : paragraphs([words.intro(view.shop), ...atPresent(view, words)]),
      // Who has just left everything is asked nothing more.
      settled && view.standing.channels.length === 0 ? '' : form(view, words),
    ].join('\n'),
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
): string => {
  if (action === 'unclear')
    return `<div role="alert"><p class="wrong">${escapeHtml(words.unclear)}</p></div>`;
  const missing =
    needsConsent.length === 0
      ? ''
      : `<p>${escapeHtml(words.needsConsent(channelNames(needsConsent, words)))} ${signUp(view.language, words)}.</p>`;
  const back =
    view.standing.channels.length > 0 || missing !== ''
      ? ''
      : `<p>${escapeHtml(words.cameBack)} ${signUp(view.language, words)}.</p>`;
  return `<div role="status">${paragraphs(whatHolds(view, action, words))}${missing}${back}</div>`;
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

const signUp = (language: Language, { signUpLink }: PreferencesWords): string =>
  `<a href="/subscribe?l=${language}">${escapeHtml(signUpLink)}</a>`;

/**
 * No action: the form posts to the very address that the page was read from. Pressing Enter saves, because
 * that button comes first.
 */
const form = (view: PreferencesView, words: PreferencesWords): string => `<form method="post">
${fieldset(words.channelsLegend, view.offered.map((channel) => channelChoice(view, channel, words)).join('\n'))}
${fieldset(words.topicsLegend, TOPICS.map((topic) => topicChoice(view, topic, words)).join('\n'))}
${fieldset(words.frequencyLegend, (['shop', ...FREQUENCIES] as const).map((choice) => frequencyChoice(view, choice, words)).join('\n'))}
${buttons(view, words).join('\n')}
</form>`;

/**
 * Where no marketing is allowed there is nothing to pause or to leave; what is kept then is for who comes
 * back.
 */
const buttons = (
  { standing, channel, pausedUntil }: PreferencesView,
  words: PreferencesWords,
): readonly string[] => {
  const save = button('save', words.buttons.save);
  if (standing.channels.length === 0) return [save];
  return [
    `<p class="small">${escapeHtml(words.nothingHint)}</p>`,
    save,
    pausedUntil === undefined
      ? button('pause', words.buttons.pause, true)
      : button('resume', words.buttons.resume, true),
    ...(standing.channels.includes(channel)
      ? [button('unsubscribe', words.unsubscribe(words.inSentence[channel]), true)]
      : []),
  ];
};

const fieldset = (legend: string, choices: string): string =>
  `<fieldset>\n<legend>${escapeHtml(legend)}</legend>\n${choices}\n</fieldset>`;

const channelChoice = (
  { standing, language }: PreferencesView,
  channel: Channel,
  words: PreferencesWords,
): string => {
  const on = standing.channels.includes(channel);
  const hint = `channel-${channel}-hint`;
  return on
    ? choice({
        type: 'checkbox',
        name: 'channels',
        value: channel,
        checked: true,
        text: words.channels[channel],
      })
    : `${choice({ type: 'checkbox', name: 'channels', value: channel, checked: false, text: words.channels[channel], describedBy: hint })}
<p class="small" id="${hint}">${escapeHtml(words.signUpHint)} ${signUp(language, words)}.</p>`;
};

const topicChoice = (
  { standing }: PreferencesView,
  topic: (typeof TOPICS)[number],
  words: PreferencesWords,
): string => {
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
): string =>
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
  hint?: string;
  describedBy?: string;
}>;

const choice = ({ type, name, value, checked, text, hint, describedBy }: Choice): string =>
  `<label class="choice"><input type="${type}" name="${name}" value="${value}"${checked ? ' checked' : ''}${
    describedBy === undefined ? '' : ` aria-describedby="${describedBy}"`
  }><span>${escapeHtml(text)}${hint === undefined ? '' : `<span class="hint">${escapeHtml(hint)}</span>`}</span></label>`;

const button = (action: Action, text: string, quiet = false): string =>
  `<button type="submit" name="action" value="${action}"${quiet ? ' class="quiet"' : ''}>${escapeHtml(text)}</button>`;
