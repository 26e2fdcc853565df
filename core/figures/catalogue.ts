/** Every figure with its definition, the statement that answers it, and the rows that stand behind it. */
import type { Words } from './figures.ts';
import type { Answer, Relation } from './statements.ts';

type Figure = Readonly<{ answer: Answer; rows: Relation; definition: Words }>;

export const FIGURES = {
  customers: {
    answer: 'period',
    rows: 'buyers',
    definition: {
      de: 'Kunden mit mindestens einer Bestellung im Zeitraum, in der Währung des Shops.',
      en: "Customers with at least one order in the period, in the shop's currency.",
    },
  },
  orders: {
    answer: 'period',
    rows: 'period_orders',
    definition: {
      de: 'Bestellungen mit Datum im Zeitraum (Zeitzone des Shops). Zwei an einem Tag sind zwei; stornierte und ganz erstattete zählen nicht.',
      en: "Orders dated in the period (the shop's time zone). Two on one day are two; cancelled and wholly refunded ones do not count.",
    },
  },
  revenue: {
    answer: 'period',
    rows: 'period_orders',
    definition: {
      de: 'Summe dieser Bestellungen, abzüglich dessen, was bis jetzt erstattet wurde.',
      en: 'The sum of these orders, less what was refunded by now.',
    },
  },
  otherCurrencies: {
    answer: 'other_currencies',
    rows: 'orders',
    definition: {
      de: 'Bestellungen des Zeitraums in anderen Währungen, nicht umgerechnet und in keiner anderen Zahl enthalten.',
      en: 'Orders of the period in other currencies, unconverted and part of no other sum.',
    },
  },
  repeatCustomerRate: {
    answer: 'period',
    rows: 'buyers',
    definition: {
      de: 'Anteil der Kunden des Zeitraums mit zwei oder mehr Bestellungen im Zeitraum.',
      en: 'Share of the customers of the period with two or more orders inside it.',
    },
  },
  returningCustomerRate: {
    answer: 'period',
    rows: 'buyers',
    definition: {
      de: 'Anteil der Kunden des Zeitraums, von denen eine Bestellung im Zeitraum nicht die allererste war (was Shop-Plattformen „returning customer rate“ nennen).',
      en: 'Share of the customers of the period with an order in it that is not their first ever (what shop platforms call the returning customer rate).',
    },
  },
  purchaseFrequency: {
    answer: 'period',
    rows: 'buyers',
    definition: { de: 'Bestellungen je Kunde des Zeitraums.', en: 'Orders per customer of the period.' },
  },
  averageOrderValue: {
    answer: 'period',
    rows: 'period_orders',
    definition: { de: 'Umsatz je Bestellung des Zeitraums.', en: 'Revenue per order of the period.' },
  },
  'customerLifetimeValue.historic': {
    answer: 'historic',
    rows: 'customers',
    definition: {
      de: 'Gesamter Nettoumsatz bis zum Ende des Zeitraums je Kunde mit einer Bestellung bis dahin.',
      en: 'All net revenue up to the end of the period per customer with an order up to then.',
    },
  },
  'customerLifetimeValue.predicted': {
    answer: 'repeats',
    rows: 'customers',
    definition: {
      de: 'Erwarteter Umsatz der nächsten 12 Monate je Kunde, nach den Modellen BG/NBD und Gamma-Gamma; mit 95-%-Intervall.',
      en: 'Expected revenue of the next 12 months per customer, by the models BG/NBD and Gamma-Gamma; with its 95% interval.',
    },
  },
  winBackRate: {
    answer: 'win_back',
    rows: 'silences',
    definition: {
      de: 'Stille heißt 90 Tage ohne Bestellung; sie zählt im Zeitraum, in dem der 90. Tag liegt. Anteil der Stillen mit Rückgewinnungs-Nachricht (Ablauf mit „win-back“ im Namen), die binnen 60 Tagen nach der letzten mit einer Bestellung enden. Nur Stillen, deren 60 Tage um sind.',
      en: 'A silence is 90 days without an order, counted in the period of the 90th day. Share of silences with a win-back message (of a flow with "win-back" in its id) that end with an order within 60 days after the last one. Only silences whose 60 days are over.',
    },
  },
  naturalReturnRate: {
    answer: 'win_back',
    rows: 'silences',
    definition: {
      de: 'Dasselbe bei Stillen ohne eine solche Nachricht, binnen 60 Tagen nach dem 90. Tag: was ohnehin geschieht.',
      en: 'The same of silences without such a message, within 60 days after the 90th day: what happens anyway.',
    },
  },
  revenuePerReactivated: {
    answer: 'reactivated',
    rows: 'returns',
    definition: {
      de: 'Nettoumsatz der 90 Tage ab der Rückkehr, je Kunde, der rechtzeitig zurückkam. Nur Rückkehrer, deren 90 Tage um sind.',
      en: 'Net revenue of the 90 days from the return on, per customer who came back in time. Only those whose 90 days are over.',
    },
  },
  medianDaysToNextOrder: {
    answer: 'next_order',
    rows: 'gaps',
    definition: {
      de: 'Median der Tage zwischen zwei aufeinanderfolgenden Bestellungen eines Kunden, deren spätere im Zeitraum liegt, in welcher Währung auch immer.',
      en: 'Median of the days between two neighbouring orders of a customer whose later one lies in the period, in whatever currency.',
    },
  },
  unsubscribeRate: {
    answer: 'mail',
    rows: 'period_messages',
    definition: {
      de: 'Anteil der im Zeitraum gesendeten und zugestellten Werbenachrichten, auf die bis jetzt eine Abmeldung folgte (nach Sendedatum).',
      en: 'Share of the marketing messages sent in the period and delivered that were followed by an unsubscribe by now (by date of sending).',
    },
  },
  complaintRate: {
    answer: 'mail',
    rows: 'period_messages',
    definition: {
      de: 'Anteil derselben Nachrichten, über die sich jemand beschwert hat (Spam-Meldung).',
      en: 'Share of the same messages that somebody complained about (reported as spam).',
    },
  },
  'flows.touched': {
    answer: 'credits',
    rows: 'touches',
    definition: {
      de: 'Umsatz der Bestellungen des Zeitraums, denen binnen 5 Tagen eine zugestellte Nachricht vorausging; jede zählt einmal, bei der letzten. Zum Vergleich mit anderen Werkzeugen, kein Beweis.',
      en: 'Revenue of the orders of the period with a message delivered within 5 days before; each counts once, for the last one. For comparison with other tools, no proof.',
    },
  },
  'flows.clicked': {
    answer: 'credits',
    rows: 'clicks',
    definition: {
      de: 'Dasselbe nach dem letzten Klick eines Menschen binnen 5 Tagen vor der Bestellung.',
      en: 'The same by the last click of a human within 5 days before the order.',
    },
  },
  'flows.proven': {
    answer: 'trials',
    rows: 'trial_people',
    definition: {
      de: 'Unterschied des Nettoumsatzes je zugeteilter Person binnen 30 Tagen ab dem Eintritt, behandelt gegen zurückgehalten, mal die Behandelten; mit 95-%-Intervall. Gezählt wird nach Zuteilung. Von mehreren Abläufen mit Kontrollgruppe zählt eine Bestellung beim zuletzt betretenen.',
      en: 'Difference of net revenue per assigned person within 30 days from entry, treated against held out, times the treated; with its 95% interval. Counted by assignment. Of several flows with a holdout an order counts for the one entered last.',
    },
  },
  'flows.test': {
    answer: 'trials',
    rows: 'trial_people',
    definition: {
      de: 'Anteil der Zugeteilten, die binnen 30 Tagen bestellten, und der Unterschied beider Gruppen mit 95-%-Intervall (Newcombe). Warnung, wenn die Aufteilung nicht aus Zufall von der eingestellten abweicht (Chi-Quadrat, 1 zu 1000).',
      en: 'Share of the assigned who ordered within 30 days, and the difference of both groups with its 95% interval (Newcombe). A warning where the split differs from the one that was set by more than chance (chi-square, 1 in 1,000).',
    },
  },
  'flows.plans': {
    answer: 'entrants',
    rows: 'orders',
    definition: {
      de: 'Wann ein Test mit halb und halb, der morgen beginnt, einen Unterschied der Bestellrate zeigen würde: bei der Zahl der Eintritte des Zeitraums, 80 % Trennschärfe und 5 % Irrtum.',
      en: 'When a 50/50 test that begins tomorrow would show a difference of the order rate: with as many entries as in the period, 80% power and 5% error.',
    },
  },
  'flows.steps': {
    answer: 'steps',
    rows: 'period_messages',
    definition: {
      de: 'Nachrichten nach Sendedatum im Zeitraum und was bis jetzt aus ihnen wurde. Klicks sind die von Menschen; „machineClicks“ sind Nachrichten, die nur Maschinen klickten.',
      en: 'Messages by date of sending in the period and what became of them by now. Clicks are those of humans; machineClicks are messages that only machines clicked.',
    },
  },
  cohorts: {
    answer: 'cohorts',
    rows: 'orders',
    definition: {
      de: 'Wer im Zeitraum zum ersten Mal bestellte, nach Monat, und wie viele davon in jedem Monat danach bestellten.',
      en: 'Who ordered for the first time in the period, by month, and how many of them ordered in each month after.',
    },
  },
  rfm: {
    answer: 'rfm',
    rows: 'customers',
    definition: {
      de: 'Kunden mit einer Bestellung bis zum Ende des Zeitraums nach RFM-Gruppe (die üblichen elf Namen, Stufen aus den Einstellungen).',
      en: 'Customers with an order up to the end of the period by RFM group (the eleven usual names, steps from the settings).',
    },
  },
  reach: {
    answer: 'reach',
    rows: 'reachable',
    definition: {
      de: 'Menschen mit gültiger Einwilligung in Werbung je Kanal, jetzt.',
      en: 'People with a valid consent to marketing per channel, now.',
    },
  },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

export const definitions = (): Readonly<Record<string, Words>> =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, FIGURES[name].definition]));
