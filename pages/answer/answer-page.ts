/**
 * The page behind a link that answers a question of a mail. Opening it answers nothing, because programs open
 * links too; its button does.
 */

import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { fill } from '../fill.ts';
import { type Page, pageFrame, paragraphs } from '../frame.ts';
import { html } from '../html.ts';
import { inForm } from '../in-form.ts';

/**
 * `ask` shows the button, `done` thanks, `gone` is a link of somebody who was erased, `invalid` one that we did
 * not sign, `again` a fault on our side.
 */
export type AnswerPageState = 'ask' | 'done' | 'gone' | 'invalid' | 'again';

export type AnswerView = Readonly<{
  state: AnswerPageState;
  /** True where the answer is that somebody wants to stay. */
  stays?: boolean;
  /** Absent where something failed before the settings were read. */
  shop?: ShopLook | undefined;
}>;

export const answerPage = (language: Language, { state, stays = false, shop }: AnswerView): Page => {
  const words = inForm(WORDS[language], shop);
  const { title, texts, button } = (stays ? words.stay[state] : undefined) ?? words.answer[state];
  return pageFrame({
    language,
    shop,
    title,
    sign: SIGNS[state],
    status: state === 'done',
    content: html`${paragraphs(texts.map((text) => fill(text, { shop: shop?.name ?? '' })))}
${button !== undefined && html`<form method="post"><button type="submit">${button}</button></form>`}`,
  });
};

const SIGNS: Readonly<Record<AnswerPageState, string>> = {
  ask: '\u2709',
  done: '\u2713',
  gone: '\u2047',
  invalid: '\u2047',
  again: '\u21bb',
};

type Words = Readonly<{ title: string; texts: readonly string[]; button?: string }>;
type Sides = Readonly<{
  answer: Readonly<Record<AnswerPageState, Words>>;
  stay: Readonly<Partial<Record<AnswerPageState, Words>>>;
}>;

const WORDS: Readonly<Record<Language, Sides>> = {
  de: {
    answer: {
      ask: {
        title: '[Ihre|Deine] Antwort',
        texts: [
          'Ein Klick auf den Knopf schickt {shop} die Antwort, die [Sie in der E-Mail gewählt haben|du in der E-Mail gewählt hast]. Mehr wird nicht übermittelt.',
        ],
        button: 'Antwort abschicken',
      },
      done: {
        title: 'Danke für [Ihre|deine] Antwort.',
        texts: ['Das hilft uns, es besser zu machen. [Sie können|Du kannst] diese Seite nun schließen.'],
      },
      gone: {
        title: 'Dieser Link gilt nicht mehr.',
        texts: ['Zu diesem Link sind bei {shop} keine Daten mehr gespeichert. Es gibt nichts zu tun.'],
      },
      invalid: {
        title: 'Dieser Link ist unvollständig.',
        texts: [
          'Vermutlich wurde er beim Kopieren abgeschnitten. Bitte [öffnen Sie|öffne] ihn noch einmal direkt aus der Nachricht.',
        ],
      },
      again: {
        title: 'Das hat gerade nicht geklappt.',
        texts: [
          'Es liegt an uns, nicht an [Ihnen|dir]. Bitte [versuchen Sie|versuche] es in einer Minute noch einmal.',
        ],
        button: 'Noch einmal versuchen',
      },
    },
    stay: {
      ask: {
        title: 'Schön, dass [Sie bleiben möchten|du bleiben möchtest]',
        texts: ['Ein Klick genügt, und {shop} schreibt [Ihnen|dir] weiterhin.'],
        button: 'Ja, ich möchte bleiben',
      },
      done: {
        title: 'Schön, dass [Sie bleiben|du bleibst].',
        texts: ['Alles bleibt, wie es war. [Sie können|Du kannst] diese Seite nun schließen.'],
      },
    },
  },
  en: {
    answer: {
      ask: {
        title: 'Your answer',
        texts: [
          'One click on the button sends {shop} the answer that you chose in the e-mail. Nothing else is passed on.',
        ],
        button: 'Send my answer',
      },
      done: {
        title: 'Thank you for your answer.',
        texts: ['It helps us do better. You can close this page.'],
      },
      gone: {
        title: 'This link is no longer valid.',
        texts: ['{shop} no longer holds any data for this link. There is nothing you need to do.'],
      },
      invalid: {
        title: 'This link is incomplete.',
        texts: [
          'It was probably cut off when it was copied. Please open it once more, straight from the message.',
        ],
      },
      again: {
        title: 'That did not work just now.',
        texts: ['The fault is ours, not yours. Please try again in a minute.'],
        button: 'Try again',
      },
    },
    stay: {
      ask: {
        title: 'Good that you would like to stay',
        texts: ['One click, and {shop} goes on writing to you.'],
        button: 'Yes, I would like to stay',
      },
      done: {
        title: 'Good that you stay.',
        texts: ['Everything remains as it was. You can close this page.'],
      },
    },
  },
};
