/** What became of a call of a web address, in words. */
import { textAt } from '../events/read-data.ts';
import type { Text } from '../publish/problem.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import { fill, flowName, type Telling } from './telling.ts';

/** Undefined where the event tells of no call. */
export const callSentence = (
  { event, data }: Extract<TimelineEntry, { type: 'event' }>,
  telling: Telling,
): string | undefined => {
  const text = CALLS[event];
  return (
    text &&
    fill(text, telling, {
      flow: flowName(textAt(data, 'flow') ?? '', telling),
      host: textAt(data, 'host') ?? '',
      why: textAt(data, 'why') ?? '',
    })
  );
};

const CALLS: Readonly<Record<string, Text | undefined>> = {
  'call.delivered': {
    de: '{host} hat den Aufruf von „{flow}“ angenommen.',
    en: '{host} has taken the call of “{flow}”.',
  },
  'call.failed': {
    de: 'Der Aufruf von „{flow}“ kam bei {host} nicht an: {why}.',
    en: 'The call of “{flow}” did not get through to {host}: {why}.',
  },
};
