/** Why a figure is missing, in words. */
import type { Words } from './figures.ts';

export const REASONS = {
  noOrders: {
    de: 'Aus diesem Zeitraum ist keine Bestellung in der Währung des Shops aufgezeichnet.',
    en: "There is no order in the shop's currency recorded for this period.",
  },
  noSecondOrder: {
    de: 'Noch ist keine zweite Bestellung aufgezeichnet: nicht genug Daten bis zur ersten Wiederholung.',
    en: 'Nobody is recorded to have ordered a second time yet: not enough data until the first repeat order.',
  },
  noMessages: {
    de: 'Aus diesem Zeitraum ist keine Werbenachricht aufgezeichnet, die ankam.',
    en: 'No marketing message that arrived is recorded for this period.',
  },
  noControl: {
    de: 'Ohne Kontrollgruppe („holdout“) ist nichts bewiesen. Von beiden Gruppen müssen je zwei Menschen seit 30 Tagen zugeteilt sein.',
    en: 'Without a holdout nothing is proven. Two people of each group must have been assigned 30 days ago.',
  },
  noCost: {
    de: 'Zu diesen Nachrichten sind keine Kosten bekannt.',
    en: 'No costs are known of these messages.',
  },
  mixedCosts: {
    de: 'Die Kosten sind in mehreren Währungen und werden nicht addiert.',
    en: 'The costs are in several currencies and do not add up.',
  },
  fewSilences: (count: number, least: number, open: number): Words => ({
    de: `Nicht genug Daten: ${count} von ${least} Stillen, deren 60 Tage um sind; ${open} laufen noch.`,
    en: `Not enough data: ${count} of ${least} silences whose 60 days are over; ${open} are still open.`,
  }),
  nobodyReturned: (open: number): Words => ({
    de: `Niemand kam in diesem Zeitraum zurück, dessen 90 Tage um sind; ${open} laufen noch.`,
    en: `Nobody came back in this period whose 90 days are over; ${open} are still open.`,
  }),
  fewRepeatBuyers: (count: number, needed: number, date: string | undefined): Words => ({
    de: `Nicht genug Daten: ${count} Kunden haben wieder bestellt, etwa ${needed} müssten es sein${date === undefined ? '' : `, beim jetzigen Tempo bis ${date}`}.`,
    en: `Not enough data until about ${needed} customers have ordered again${date === undefined ? '' : `, at the present pace on ${date}`}; so far ${count} have.`,
  }),
  cappedProof: {
    de: 'Auf den Umsatz des Zeitraums begrenzt: die 30 Tage ab dem Eintritt reichen über ihn hinaus.',
    en: 'Limited to the revenue of the period: the 30 days from entry reach beyond it.',
  },
} as const;
