/** Reads the settings for sign-ups, also from older programs, which have none. */
import { LIMITS } from '../limits.ts';
import type { Settings } from './settings.ts';

export type SignUpRules = Settings['signUp'];

/** Programs stay as they were published; a program without these settings gets the defaults. */
export const signUpRules = ({ signUp }: Settings): SignUpRules => ({ ...UNSAID, ...signUp });

const UNSAID: SignUpRules = {
  whatsappForm: false,
  countries: [],
  perAddressPerWeek: LIMITS.confirmationsPerAddress,
  perHour: LIMITS.confirmationMailsPerHour,
  whatsappPerDay: LIMITS.confirmationWhatsappsPerDay,
};

/** Countries whose phone numbers may be asked for a confirmation. */
export const signUpCountries = (settings: Settings): readonly string[] => {
  const { countries } = signUpRules(settings);
  return countries.length > 0 ? countries : [settings.country];
};
