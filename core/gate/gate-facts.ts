/** What the gate is asked, and what it says. */
import type { GateItem } from '../consent/gate-item.ts';
import type { CompiledTemplate, Controls, Program } from '../program/program.ts';
import type { ReasonCode } from '../reason.ts';
import type { Basis } from '../state/consent.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { Circumstances } from './circumstances.ts';

export type GateFacts = Readonly<{
  profile: Profile;
  /** The gate item of the address. `decide` has none; the sender reads it strongly consistently. */
  gate?: GateItem;
  message: OutboxMessage;
  /** The live program, with the settings and flows that count. */
  program: Program;
  /** The template from the message's own program, where that is not the live one. */
  template?: CompiledTemplate;
  controls: Controls;
  /** True on one machine, where all mail ends in the mailbox. */
  testReachesEveryone: boolean;
  circumstances?: Circumstances;
  now: Instant;
}>;

export type Verdict =
  | Readonly<{ verdict: 'send'; basis: Basis | 'to-the-shop' }>
  | Readonly<{ verdict: 'skip'; reason: ReasonCode }>
  | Readonly<{ verdict: 'defer'; reason: ReasonCode; until: Instant }>;
