/** The page behind the unsubscribe link: plain HTML that works without script and loads nothing from anywhere. */
import type { Language } from './render/locale.ts';

/** `ask` shows the button, `done` confirms, `invalid` is a link that we did not sign, `again` asks to repeat after a fault of ours. */
export type UnsubscribePageState = 'ask' | 'done' | 'invalid' | 'again';

export const unsubscribePage = (language: Language, state: UnsubscribePageState): string => {
  const words = WORDS[language][state];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(words.title)}</title>
<style>${UNSUBSCRIBE_STYLE}</style>
</head>
<body>
<main${state === 'done' ? ' role="status"' : ''}>
<p class="sign" aria-hidden="true">${SIGNS[state]}</p>
<h1>${escapeHtml(words.title)}</h1>
${words.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${words.button === undefined ? '' : form(words.button)}
</main>
</body>
</html>
`;
};

/** Which language the reader asked for: a link's own `l`, else the browser's first of ours; German where nothing is said. */
export const pageLanguage = (wish: string | undefined, acceptLanguage: string | undefined): Language => {
  if (wish === 'de' || wish === 'en') return wish;
  const spoken = (acceptLanguage ?? '')
    .slice(0, ACCEPT_LANGUAGE_CHARS)
    .split(',')
    .map(spokenLanguage)
    .toSorted((a, b) => b.weight - a.weight);
  const ours = spoken.find(({ name, weight }) => weight > 0 && (name === 'de' || name === 'en'));
  return ours?.name === 'en' || (ours === undefined && spoken.some(({ name }) => name !== '')) ? 'en' : 'de';
};

const ACCEPT_LANGUAGE_CHARS = 500;

const spokenLanguage = (range: string): Readonly<{ name: string; weight: number }> => {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { name: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight };
};

/** No action: the form posts to the very address that the page was read from, language wish included. */
const form = (button: string): string => `<form method="post">
<input type="hidden" name="source" value="page">
<button type="submit">${escapeHtml(button)}</button>
</form>`;

const SIGNS: Readonly<Record<UnsubscribePageState, string>> = { ask: '&#9993;', done: '&#10003;', invalid: '&#8263;', again: '&#8635;' };

type Words = Readonly<{ title: string; paragraphs: readonly string[]; button?: string }>;

const WORDS: Readonly<Record<Language, Readonly<Record<UnsubscribePageState, Words>>>> = {
  de: {
    ask: {
      title: 'Keine Werbung mehr per E-Mail?',
      paragraphs: [
        'Mit einem Klick bestellen Sie unsere Werbung per E-Mail ab. Ein Konto oder eine Begründung brauchen Sie dafür nicht.',
        'Nachrichten zu Ihren Bestellungen erhalten Sie weiterhin.',
      ],
      button: 'Jetzt abbestellen',
    },
    done: {
      title: 'Sie sind abgemeldet.',
      paragraphs: [
        'Wir schicken Ihnen keine Werbung mehr per E-Mail. Das gilt ab sofort.',
        'Nachrichten zu Ihren Bestellungen erhalten Sie weiterhin. Sie können diese Seite nun schließen.',
      ],
    },
    invalid: {
      title: 'Dieser Link ist unvollständig.',
      paragraphs: [
        'Vermutlich wurde er beim Kopieren abgeschnitten. Bitte öffnen Sie den Link „Abbestellen“ noch einmal direkt aus der E-Mail.',
        'Klappt es nicht, antworten Sie einfach auf die E-Mail. Wir melden Sie dann ab.',
      ],
    },
    again: {
      title: 'Das hat gerade nicht geklappt.',
      paragraphs: ['Es liegt an uns, nicht an Ihnen. Bitte versuchen Sie es in einer Minute noch einmal.'],
      button: 'Noch einmal versuchen',
    },
  },
  en: {
    ask: {
      title: 'No more marketing by e-mail?',
      paragraphs: [
        'One click and we stop sending you marketing by e-mail. You need no account and no reason.',
        'You will still receive messages about your orders.',
      ],
      button: 'Unsubscribe now',
    },
    done: {
      title: 'You are unsubscribed.',
      paragraphs: [
        'We no longer send you marketing by e-mail, as of now.',
        'You will still receive messages about your orders. You can close this page.',
      ],
    },
    invalid: {
      title: 'This link is incomplete.',
      paragraphs: [
        'It was probably cut off when it was copied. Please open the “Unsubscribe” link once more, straight from the e-mail.',
        'If that does not help, simply reply to the e-mail and we will unsubscribe you.',
      ],
    },
    again: {
      title: 'That did not work just now.',
      paragraphs: ['The fault is ours, not yours. Please try again in a minute.'],
      button: 'Try again',
    },
  },
};

/** Exported so that the answer's Content-Security-Policy can name its hash: no other style and no script may run. */
export const UNSUBSCRIBE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2a2f; --soft: #4a5a60; --paper: #ffffff; --ground: #f1f4f3; --accent: #14594c; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef3f1; --soft: #b6c4c0; --paper: #1b2422; --ground: #101615; --accent: #8fd8c4; --on-accent: #0c1f1a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 32px 28px 36px; background: var(--paper); border-radius: 16px; box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
.sign { margin: 0 0 8px; font-size: 32px; line-height: 1; color: var(--accent); }
h1 { margin: 0 0 12px; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 12px; color: var(--soft); }
form { margin: 24px 0 0; }
button { width: 100%; min-height: 48px; padding: 12px 20px; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button:hover { filter: brightness(1.08); }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
`;

const escapeHtml = (plain: string): string => plain.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
