/**
 * Finds parts of the language that this version does not support yet: editors know them, and publishing
 * refuses them with a clear message.
 */

import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path } from './problem.ts';
import type { StepFile } from './step-schema.ts';
import { allSteps, type Visited } from './visit-flow.ts';

const TRIGGERS = ['on', 'inactive', 'date', 'segment', 'threshold'] as const;
const STEPS_TO_COME = ['call'] as const;

export const notAvailable = (flow: FlowFile): readonly Finding[] => [
  ...triggerToCome(flow),
  ...allSteps(flow).flatMap(stepToCome),
];

const triggerToCome = ({ trigger }: FlowFile): readonly Finding[] => {
  if (TRIGGERS.some((kind) => kind in trigger)) return [];
  const [kind = ''] = Object.keys(trigger);
  return [
    toCome(['trigger', kind], `"${kind}"`, {
      de: `Vorhanden sind: ${TRIGGERS.join(', ')}.`,
      en: `Available are: ${TRIGGERS.join(', ')}.`,
    }),
  ];
};

const stepToCome = ({ item, path }: Visited<StepFile>): readonly Finding[] => {
  const kind = STEPS_TO_COME.find((name) => name in item);
  if (kind)
    return [
      toCome([...path, kind], `"${kind}"`, {
        de: 'Vorhanden sind: wait, waitFor, send, if, switch, split, coupon, set, emit, stop, forget, notify, exit.',
        en: 'Available are: wait, waitFor, send, if, switch, split, coupon, set, emit, stop, forget, notify, exit.',
      }),
    ];
  return [];
};

const toCome = (path: Path, what: string, hint: Readonly<{ de: string; en: string }>): Finding =>
  error(
    path,
    {
      de: `${what} gibt es in dieser Version noch nicht. ${hint.de}`,
      en: `${what} is not available in this version. ${hint.en}`,
    },
    'key',
  );
