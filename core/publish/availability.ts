/**
 * Finds parts of the language that this version does not support yet: editors know them, and publishing
 * refuses them with a clear message.
 */

import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Path } from './problem.ts';

const TRIGGERS = ['on', 'inactive', 'date', 'segment', 'threshold', 'catalogue', 'keyword'] as const;

export const notAvailable = ({ trigger }: FlowFile): readonly Finding[] => {
  if (TRIGGERS.some((kind) => kind in trigger)) return [];
  const [kind = ''] = Object.keys(trigger);
  return [
    toCome(['trigger', kind], `"${kind}"`, {
      de: `Vorhanden sind: ${TRIGGERS.join(', ')}.`,
      en: `Available are: ${TRIGGERS.join(', ')}.`,
    }),
  ];
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
