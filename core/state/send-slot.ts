/** What the frequency cap counts. */
import type { Channel } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

/** A slot of the frequency cap (rule 12), given back by every outcome except sent and unknown. */
export type SendSlot = Readonly<{ messageId: string; channel: Channel; at: Instant }>;
