/** What the command may be told, with a clear line about what is wrong. */

import { present } from '../../core/present.ts';
import { FAULT_KINDS, type FaultKind } from './plan.ts';
import { PLANTED } from './planted/all.ts';

export type Options = Readonly<{
  seeds: number;
  fromSeed: number;
  customers: number;
  days: number;
  /** How many people type what is others'; by default one for ten customers. */
  attackers?: number;
  /** Replays a shortened history: only these happenings, only these kinds of faults. */
  only?: readonly string[];
  faults?: readonly FaultKind[];
  /** One of the bugs in planted/, to see it found. */
  planted?: string;
}>;

type Bound = Readonly<{
  name: 'seeds' | 'fromSeed' | 'customers' | 'days' | 'attackers';
  from: number;
  to: number;
  byDefault?: number;
}>;

const NUMBERS: Readonly<Record<string, Bound>> = {
  '--seeds': { name: 'seeds', from: 1, to: 100_000, byDefault: 5 },
  '--from-seed': { name: 'fromSeed', from: 0, to: 1_000_000_000, byDefault: 1 },
  '--customers': { name: 'customers', from: 1, to: 5_000, byDefault: 50 },
  '--days': { name: 'days', from: 5, to: 366, byDefault: 60 },
  '--attackers': { name: 'attackers', from: 0, to: 5_000 },
};
const KNOWN = [...Object.keys(NUMBERS), '--only', '--faults', '--planted'];

export const readOptions = (args: readonly string[]): Options => {
  const given = new Map<string, string>();
  for (let index = 0; index < args.length; index += 2) {
    const name = args[index] ?? '';
    const value = args[index + 1];
    if (!KNOWN.includes(name))
      throw new Error(
        `"${name}" is not known. Known are ${KNOWN.join(', ')}. Example: --seeds 5 --from-seed 1`,
      );
    if (value === undefined) throw new Error(`${name} needs a value behind it. Example: ${name} 5`);
    given.set(name, value);
  }
  const numbers = Object.entries(NUMBERS)
    .map(([option, bound]) => [bound.name, numberIn(option, given.get(option), bound)] as const)
    .filter(([, number]) => number !== undefined);
  const only = given.get('--only')?.split(',');
  const faults = given.get('--faults');
  const planted = given.get('--planted');
  return {
    ...(Object.fromEntries(numbers) as Pick<Options, Bound['name']>),
    ...present({
      only,
      faults: faults === undefined ? undefined : faultsIn(faults),
      planted: planted === undefined ? undefined : plantedIn(planted),
    }),
  };
};

const numberIn = (
  option: string,
  text: string | undefined,
  { from, to, byDefault }: Bound,
): number | undefined => {
  if (text === undefined) return byDefault;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw new Error(
    `${option} is "${text}", but must be a whole number from ${from} to ${to}. Example: ${option} ${byDefault ?? from}`,
  );
};

const faultsIn = (text: string): readonly FaultKind[] => {
  const names = text === 'none' ? [] : text.split(',');
  const unknown = names.find((name) => !FAULT_KINDS.some((kind) => kind === name));
  if (unknown !== undefined)
    throw new Error(`--faults names "${unknown}"; possible are ${FAULT_KINDS.join(', ')}, or none.`);
  return FAULT_KINDS.filter((kind) => names.includes(kind));
};

const plantedIn = (name: string): string => {
  const names = PLANTED.map((planted) => planted.name);
  if (names.includes(name)) return name;
  throw new Error(`--planted names "${name}"; possible are: ${names.join('; ')}.`);
};
