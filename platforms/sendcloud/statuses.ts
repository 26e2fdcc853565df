/** Sendcloud's list of parcel statuses (`GET /parcels/statuses`), and what each says of a parcel. */
import {
  CANCELLED,
  delayed,
  delivered,
  FOR_THE_SHOP,
  type Meaning,
  NOT_SENT_YET,
  returned,
  SAYS_NOTHING,
  sent,
  UNKNOWN,
} from '../parcel.ts';

export const meaningOf = (status: number): Meaning => STATUSES.get(status) ?? UNKNOWN;

const STATUSES: ReadonlyMap<number, Meaning> = new Map([
  // Announced, being announced, ready to send, no label: only the label exists.
  ...each([1, 999, 1000, 1001, 1002], NOT_SENT_YET),
  // Announced but not collected, and an error while collecting: it still lies at the shop.
  ...each([13, 15], NOT_SENT_YET),
  // En route to the sorting centre, sorted or not, picked up, parcel and driver en route, customs.
  ...each([3, 5, 6, 7, 22, 91, 92, 62989, 62990], sent),
  // It waits to be collected: whether it is late is the recipient's own doing, and it has not arrived.
  ...each([12], sent),
  ...each([4], delayed),
  // A failed attempt, "unable to deliver", an exception: carriers try again, or send it back and say so.
  ...each([8, 80, 62996], delayed),
  ...each([11, 93], delivered),
  // Who refuses a parcel sends it back.
  ...each([62991, 62992], returned),
  // Another way, day or address of delivery, as a rule by the recipient's own wish; no date comes along.
  ...each([62993, 62994, 62995], SAYS_NOTHING),
  ...each([62997], FOR_THE_SHOP),
  ...each([1998, 1999, 2000, 2001], CANCELLED),
  // A cancellation that failed, and what Sendcloud itself calls unknown.
  ...each([94, 1337], SAYS_NOTHING),
]);

function each(ids: readonly number[], meaning: Meaning): readonly (readonly [number, Meaning])[] {
  return ids.map((id) => [id, meaning]);
}
