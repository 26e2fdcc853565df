/** WhatsApp's 24 hours: free text may be written only so long after the customer's own last message. */
import type { Instant } from '../instant.ts';
import type { Profile } from '../profile.ts';
import type { CompiledTemplate } from '../program.ts';
import type { Settings } from '../settings.ts';
import { whatsappFormFor } from '../template.ts';

const WINDOW_MS = 24 * 60 * 60_000;

/** False for approved templates, which may be sent at any time. */
export const windowClosed = (template: CompiledTemplate, profile: Profile, settings: Settings, now: Instant): boolean => {
  if (whatsappFormFor(template, profile.person, settings)?.kind !== 'freeform') return false;
  const last = profile.history['message.replied']?.last;
  return last === undefined || now - last >= WINDOW_MS;
};
