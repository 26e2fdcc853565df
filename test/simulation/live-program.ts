/**
 * Which version of the content a program was made from, by what is written in it: publishers that race may
 * have read some files before an edit and others after it.
 */
import type { Program } from '../../core/program/program.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { StandIns } from '../../stand-ins/stand-ins.ts';
import type { Content } from './content.ts';

export const contentOf = (
  { s3 }: StandIns,
  seq: number,
  versions: ReadonlyMap<number, Content>,
): Content | undefined => {
  const key = `programs/${String(seq).padStart(10, '0')}.json`;
  const stored = s3.get(LOCAL.configBucket, key)?.body;
  if (stored === undefined) return undefined;
  const { settings, flows } = JSON.parse(Buffer.from(stored).toString('utf8')) as Program;
  const said = versions.get(numberIn(settings.shop.from));
  const drawn = versions.get(numberIn(flows['abandoned-cart']?.name.en)) ?? said;
  if (said === undefined || drawn === undefined) return undefined;
  const { quietHours, frequencyCap, existingCustomers, sending, budgetCents, version } = said;
  const { broken, ...content } = {
    ...drawn,
    quietHours,
    frequencyCap,
    existingCustomers,
    sending,
    budgetCents,
    version,
  };
  // Made from two versions, it is made from neither's broken files.
  return broken === undefined || drawn.version !== version ? content : { ...content, broken };
};

const numberIn = (text = ''): number => Number(/v(\d+)/.exec(text)?.[1]);
