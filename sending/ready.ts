/** A message as it stands directly before the gate: made, with everything that was read for it. */
import type { AskedBy } from '../core/consent/asking.ts';
import type { Situation } from '../core/ports/look.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Ingredients, Made } from './channel.ts';
import type { Drawn } from './coupon.ts';

export type Ready<Parcel> = Situation &
  Ingredients &
  Readonly<{
    profile: Profile;
    made: Made<Parcel>;
    outOfStock: boolean;
    nothingToShow: boolean;
    /** What the message says of a product is no longer so. */
    contentChanged: boolean;
    /** Who caused the message, where it asks for a confirmation. */
    asked: AskedBy | undefined;
    foreignNumber: boolean;
    /** The code of a message that carries one; absent as long as something else stops the message. */
    drawn?: Drawn;
  }>;
