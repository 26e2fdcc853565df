/** What settings.json says about signing up, also in programs that were published before it could say it. */
import { LIMITS } from '../limits.ts';
import type { Settings } from './settings.ts';

export type SignUpRules = Settings['signUp'];

/** Programs are kept as they were published; what they do not say is what a shop that says nothing gets. */
export const signUpRules = ({ signUp }: Settings): SignUpRules => ({ ...UNSAID, ...signUp });

const UNSAID: SignUpRules = {
  whatsappForm: false,
  countries: [],
  perAddressPerWeek: LIMITS.confirmationsPerAddress,
  perHour: LIMITS.confirmationMailsPerHour,
  whatsappPerDay: LIMITS.confirmationWhatsappsPerDay,
};

/** Whose phone numbers may be asked for a confirmation. */
export const signUpCountries = (settings: Settings): readonly string[] => {
  const { countries } = signUpRules(settings);
  return countries.length > 0 ? countries : [settings.country];
};
