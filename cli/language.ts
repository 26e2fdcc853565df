/** The language in which commands speak, where nobody says which. */
import type { Language } from '../core/message/locale.ts';

export const languageOfMachine = (): Language =>
  (process.env['LC_ALL'] || process.env['LANG'] || '').toLowerCase().startsWith('de') ? 'de' : 'en';
