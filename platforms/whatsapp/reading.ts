/** What one part of a WhatsApp batch came to. */
import type { Act, TranslatedEvent } from '../platform.ts';

export type Reading =
  | Readonly<{ events: readonly TranslatedEvent[]; acts: readonly Act[] }>
  /** Understood, and nothing to us. */
  | Readonly<{ ignored: string }>
  /** Names fields and rules, never values. */
  | Readonly<{ problem: string }>;
