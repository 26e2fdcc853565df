/**
 * WhatsApp's 24-hour window: free text may be sent only within 24 hours after the customer's own last
 * message.
 */

import { whatsappFormFor } from '../message/template.ts';
import type { CompiledTemplate } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';

const WINDOW_MS = 24 * 60 * 60_000;

/** False for approved templates, which may be sent at any time. */
export const windowClosed = (
  template: CompiledTemplate,
  profile: Profile,
  settings: Settings,
  now: Instant,
): boolean => {
  if (whatsappFormFor(template, profile.person, settings)?.kind !== 'freeform') return false;
  const last = profile.history['message.replied']?.last;
  return last === undefined || now - last >= WINDOW_MS;
};
