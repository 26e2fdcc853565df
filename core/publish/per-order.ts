/** Checks flows with one enrollment per order: which of their events name an order, and what "any" is for. */

import { EVENT_NAMES } from '../events/event.ts';
import { isOutsideName } from '../events/event-data.ts';
import { mayHave } from '../events/event-paths.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path, warning } from './problem.ts';
import { allSteps, triggerEvents, type Visited } from './visit-flow.ts';

/** An event of the flow that is to be about the same order, unless it says "any". */
type Asked = Visited<string> & Readonly<{ any: boolean; anyPath: Path }>;

export const perOrderFindings = (flow: FlowFile): readonly Finding[] => {
  const asked = askedIn(flow);
  if (!('on' in flow.trigger && flow.trigger.per))
    return asked.filter(({ any }) => any).map(({ anyPath }) => warning(anyPath, ANY_WITHOUT_PER, 'key'));
  const started = triggerEvents(flow);
  return [
    ...started
      .filter(({ item }) => !namesOrder(item))
      .map(({ item, path }) => error(path, startsWithout(item))),
    ...asked.filter(({ any, item }) => !any && !namesOrder(item)).map(withoutOrder),
    ...asked
      .filter(({ any, item }) => !any && isOnce(item) && started.some((one) => one.item === item))
      .map(({ item, path }) => warning(path, onlyOnce(item))),
  ];
};

const askedIn = (flow: FlowFile): readonly Asked[] => [
  ...flow.exitOn.map((exit, index): Asked => {
    const path = ['exitOn', index];
    return typeof exit === 'string'
      ? { item: exit, path, any: false, anyPath: path }
      : { item: exit.event, path: [...path, 'event'], any: exit.any === true, anyPath: [...path, 'any'] };
  }),
  ...(flow.goal
    ? [{ item: flow.goal.on, path: ['goal', 'on'], any: flow.goal.any === true, anyPath: ['goal', 'any'] }]
    : []),
  ...allSteps(flow).flatMap(({ item, path }): readonly Asked[] =>
    'waitFor' in item
      ? [
          {
            item: item.waitFor.event,
            path: [...path, 'waitFor', 'event'],
            any: item.waitFor.any === true,
            anyPath: [...path, 'waitFor', 'any'],
          },
        ]
      : [],
  ),
];

const IDS = ['order_id', 'checkout_id', 'cart_id', 'shipment_id', 'tracking_number'] as const;

/** An own event may name an order, because its data is free. */
const namesOrder = (event: string): boolean =>
  EVENT_NAMES.some((name) => name === event) && !isOutsideName(event)
    ? false
    : event !== 'survey.answered' && IDS.some((id) => mayHave(event, [id]));

/** Of one order these happen once. */
const isOnce = (event: string): boolean => event === 'order.placed' || event === 'order.cancelled';

const ANY_WITHOUT_PER = {
  de: '„any“ bewirkt nur etwas, wo es je Bestellung einen Durchlauf gibt: "per": "order" beim Auslöser.',
  en: '"any" only does something where there is one run per order: "per": "order" at the trigger.',
};

const startsWithout = (event: string) => ({
  de: `„${event}“ nennt keine Bestellung, keinen Warenkorb und kein Paket; je Bestellung kann der Flow damit nicht beginnen. Nehmen Sie "per" heraus, oder ein Ereignis wie order.placed, checkout.updated, shipment.sent.`,
  en: `"${event}" names no order, cart or parcel, so no run per order can begin with it. Take "per" out, or use an event such as order.placed, checkout.updated, shipment.sent.`,
});

const withoutOrder = ({ item, path }: Asked): Finding =>
  error(path, {
    de: `„${item}“ nennt nie eine Bestellung und gilt in einem Flow je Bestellung darum nie. Schreiben Sie "any": true dazu, zum Beispiel { "event": "${item}", "any": true }.`,
    en: `"${item}" never names an order, so in a flow per order it never counts. Add "any": true, for example { "event": "${item}", "any": true }.`,
  });

const onlyOnce = (event: string) => ({
  de: `„${event}“ hat diesen Durchlauf begonnen und geschieht bei derselben Bestellung kein zweites Mal. Für die nächste Bestellung des Kunden: "any": true.`,
  en: `"${event}" began this run and does not happen to the same order again. For the customer's next order: "any": true.`,
});
