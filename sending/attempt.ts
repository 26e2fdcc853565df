/** One attempt to send one message; the token identifies its claim of the ledger row. */
import type { OutboxMessage } from '../core/state/effect.ts';

export type Attempt = Readonly<{ message: OutboxMessage; token: string }>;
