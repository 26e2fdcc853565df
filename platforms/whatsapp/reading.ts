/** The result of reading one part of a WhatsApp batch. */
import type { Act, TranslatedEvent } from '../platform.ts';

export type Reading =
  | Readonly<{ events: readonly TranslatedEvent[]; acts: readonly Act[] }>
  /** Understood, but of no use to us. */
  | Readonly<{ ignored: string }>
  /** Names fields and rules, never values. */
  | Readonly<{ problem: string }>;
