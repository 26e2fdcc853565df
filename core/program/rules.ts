/** The rules that every decision uses, besides the profile and the input. */
import type { Controls, Program } from './program.ts';

/**
 * `testReachesEveryone`: in test mode all mail goes to the mailbox of one machine, so no address needs to be
 * listed.
 */
export type Rules = Readonly<{ program: Program; controls: Controls; testReachesEveryone: boolean }>;
