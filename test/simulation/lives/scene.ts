/**
 * What an attacker has at hand for one act: whom it may befall, what was overheard, and how it is noted down.
 */
import type { Customer } from '../customers.ts';
import type { CustomerHappening } from '../happening.ts';
import type { Chance } from '../random.ts';

type Unnumbered<T = CustomerHappening> = T extends CustomerHappening ? Omit<T, 'id' | 'by'> : never;
export type Attack = (happening: Unnumbered) => void;
/** One act: what is drawn for it, from when on, and its number. */
export type Scene = Readonly<{
  chance: Chance;
  attacker: Customer;
  victim: Customer;
  /** Somebody with a number, where there is anybody. */
  reachable?: Customer;
  /** What happened to others so far, and may have been overheard on its way. */
  heard: readonly CustomerHappening[];
  isOnShopify: (customer: number) => boolean;
  at: number;
  act: number;
  attack: Attack;
}>;
