/** The figures of a period as lines for a terminal, in German or English. */
import type { Estimate, Figures, FlowFigures, StepFigures } from '../core/figures/figures.ts';
import type { Language } from '../core/message/locale.ts';
import { type Money, toDecimal } from '../core/money.ts';

type Shown = Readonly<{ lang: Language; definitions: boolean }>;

export const figureLines = (figures: Figures, shown: Shown): readonly string[] => {
  const { lang } = shown;
  const { period, asOf, segment, customerLifetimeValue: value } = figures;
  const line = (path: string, text: string | undefined): readonly string[] =>
    lineOf(figures, shown, { path, text });
  return [
    WORDS[lang].head(period.from, period.to, asOf),
    ...(segment === undefined ? [] : [WORDS[lang].segment(segment)]),
    '',
    ...line('customers', String(figures.customers)),
    ...line('orders', String(figures.orders)),
    ...line('revenue', money(figures.revenue)),
    ...figures.otherCurrencies.map(
      ({ currency, orders, revenue }) => `  ${' '.repeat(NAME)}${currency}: ${orders}, ${money(revenue)}`,
    ),
    ...line('averageOrderValue', money(figures.averageOrderValue)),
    ...line('purchaseFrequency', figures.purchaseFrequency?.toFixed(2)),
    ...line('repeatCustomerRate', rate(figures.repeatCustomerRate)),
    ...line('returningCustomerRate', rate(figures.returningCustomerRate)),
    ...line('medianDaysToNextOrder', figures.medianDaysToNextOrder?.toString()),
    ...line('customerLifetimeValue.historic', money(value.historic)),
    ...line('customerLifetimeValue.predicted', estimate(value.predicted)),
    ...line('winBackRate', rate(figures.winBackRate)),
    ...line('naturalReturnRate', rate(figures.naturalReturnRate)),
    ...line('revenuePerReactivated', money(figures.revenuePerReactivated)),
    ...line('unsubscribeRate', rate(figures.unsubscribeRate)),
    ...line('complaintRate', rate(figures.complaintRate)),
    ...line('reach', figures.reach.map(({ channel, people }) => `${channel} ${people}`).join(', ')),
    ...line(
      'rfm',
      Object.entries(figures.rfm)
        .filter(([, count]) => count > 0)
        .map(([group, count]) => `${group} ${count}`)
        .join(', '),
    ),
    ...figures.warnings.map(({ words }) => `! ${words[lang]}`),
    ...figures.flows.flatMap((flow) => flowLines(flow, figures, shown)),
  ];
};

const NAME = 34;

const lineOf = (
  { reasons, definitions }: Figures,
  { lang, definitions: isExplained }: Shown,
  { path, text }: Readonly<{ path: string; text: string | undefined }>,
): readonly string[] => {
  const why = reasons[path]?.[lang];
  const definition = isExplained ? definitions[path]?.[lang] : undefined;
  return [
    `  ${path.padEnd(NAME)}${text === undefined || text === '' ? `– ${why ?? ''}`.trim() : text}`,
    ...(definition === undefined ? [] : [`  ${' '.repeat(NAME)}${definition}`]),
  ];
};

const flowLines = (flow: FlowFigures, { reasons }: Figures, { lang }: Shown): readonly string[] => {
  const words = WORDS[lang];
  const { touched, clicked, proven } = flow.revenue;
  return [
    '',
    `${flow.flow}: ${words.entered(flow.entered, flow.heldOut)}`,
    `  ${words.revenue}: ${words.touched} ${money(touched) ?? '–'}, ${words.clicked} ${money(clicked) ?? '–'}, ${words.proven} ${
      estimate(proven) ?? `– ${reasons[`flows.${flow.flow}.revenue.proven`]?.[lang] ?? ''}`.trim()
    }; ${words.cost} ${money(flow.cost) ?? '–'}`,
    ...testLines(flow, lang),
    ...flow.steps.map((step) => `  ${stepLine(step, lang)}`),
  ];
};

const testLines = ({ test, plans }: FlowFigures, lang: Language): readonly string[] => {
  const words = WORDS[lang];
  if (test === null)
    return plans.map(
      ({ difference, entrants, ready }) => `  ${words.plan(points(difference), entrants, ready)}`,
    );
  const { treated, control, orderRate, lift, low, high, sampleRatioMismatch } = test;
  return [
    `  ${words.test}: ${rate(orderRate.treated)} (${treated}) / ${rate(orderRate.control)} (${control}), ${points(lift)} [${points(low)} … ${points(high)}]`,
    ...(sampleRatioMismatch ? [`  ${words.mismatch}`] : []),
  ];
};

const stepLine = (step: StepFigures, lang: Language): string => {
  const words = WORDS[lang];
  const counts = [
    [words.sent, step.sent],
    [words.delivered, step.delivered],
    [words.opened, step.opened],
    [words.clicked, step.clicked],
    [words.machines, step.machineClicks],
    [words.unsubscribed, step.unsubscribed],
    [words.complained, step.complained],
  ] as const;
  return `${`${step.step} (${step.channel})`.padEnd(NAME)}${counts.map(([name, count]) => `${name} ${count}`).join(', ')}`;
};

const money = (amount: Money | null): string | undefined =>
  amount === null ? undefined : `${toDecimal(amount)} ${amount.currency}`;

const estimate = (found: Estimate | null): string | undefined =>
  found === null
    ? undefined
    : `${money(found)} [${toDecimal({ ...found, amount: found.low })} … ${toDecimal({ ...found, amount: found.high })}]`;

const PER_CENT = 100;
const rate = (share: number | null): string | undefined =>
  share === null ? undefined : `${(share * PER_CENT).toFixed(1)} %`;
const points = (difference: number): string =>
  `${difference > 0 ? '+' : ''}${(difference * PER_CENT).toFixed(1)} pp`;

const WORDS = {
  de: {
    head: (from: string, to: string, asOf: string) => `Zahlen vom ${from} bis ${to}, Stand ${asOf}`,
    segment: (id: string) => `Segment ${id} (wer jetzt darin ist)`,
    entered: (people: number, out: number) => `${people} Eintritte, ${out} zurückgehalten`,
    revenue: 'Umsatz',
    touched: 'berührt',
    clicked: 'geklickt',
    proven: 'bewiesen',
    cost: 'Kosten',
    test: 'Test (Bestellrate behandelt / zurückgehalten)',
    mismatch:
      'Achtung: die Gruppen sind anders groß, als die Einstellung sagt. Diesem Test ist nicht zu trauen.',
    plan: (difference: string, people: number, ready: string | null) =>
      `Ein Test mit halb und halb zeigt ${difference} nach ${people} Eintritten: ${ready ?? 'in mehr als zehn Jahren'}`,
    ...{ sent: 'gesendet', delivered: 'zugestellt', opened: 'geöffnet', machines: 'nur Maschinen' },
    ...{ unsubscribed: 'abgemeldet', complained: 'beschwert' },
  },
  en: {
    head: (from: string, to: string, asOf: string) => `Figures from ${from} to ${to}, as of ${asOf}`,
    segment: (id: string) => `Segment ${id} (who is in it now)`,
    entered: (people: number, out: number) => `${people} entries, ${out} held out`,
    revenue: 'Revenue',
    touched: 'touched',
    clicked: 'clicked',
    proven: 'proven',
    cost: 'cost',
    test: 'Test (order rate treated / held out)',
    mismatch: 'Warning: the groups are not as large as the setting says. This test cannot be trusted.',
    plan: (difference: string, people: number, ready: string | null) =>
      `A 50/50 test shows ${difference} after ${people} entries: ${ready ?? 'in more than ten years'}`,
    ...{ sent: 'sent', delivered: 'delivered', opened: 'opened', machines: 'machines only' },
    ...{ unsubscribed: 'unsubscribed', complained: 'complained' },
  },
} as const;
