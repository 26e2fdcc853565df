/** One try to send one message: the token says whose claim of its ledger row it is. */
import type { OutboxMessage } from '../core/state/effect.ts';

export type Attempt = Readonly<{ message: OutboxMessage; token: string }>;
