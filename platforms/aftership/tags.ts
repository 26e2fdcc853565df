/** AfterShip's delivery statuses (`tag`) and sub-statuses (`subtag`), and what each says of a parcel. */
import {
  CANCELLED,
  delayed,
  delivered,
  FOR_THE_SHOP,
  type Meaning,
  NOT_SENT_YET,
  onItsWayBack,
  returned,
  SAYS_NOTHING,
  sent,
  UNKNOWN,
} from '../parcel.ts';

type Status = Readonly<{ tag: string; subtag: string | undefined; back: boolean }>;

/** `back`: AfterShip says that the carrier takes the parcel back to its sender. */
export const meaningOf = ({ tag, subtag, back }: Status): Meaning => {
  const meaning = tag === 'Exception' ? exception(subtag) : (TAGS.get(tag) ?? UNKNOWN);
  return back ? onItsWayBack(meaning) : meaning;
};

const TAGS: ReadonlyMap<string, Meaning> = new Map([
  ['Pending', NOT_SENT_YET],
  // The carrier knows the label and does not have the parcel.
  ['InfoReceived', NOT_SENT_YET],
  ['InTransit', sent],
  ['OutForDelivery', sent],
  // It waits to be collected, and has not arrived.
  ['AvailableForPickup', sent],
  // The carrier tries again.
  ['AttemptFail', delayed],
  ['Delivered', delivered],
  // Nothing was heard of it for 30 days.
  ['Expired', SAYS_NOTHING],
]);

const exception = (subtag: string | undefined): Meaning =>
  subtag === undefined ? delayed : (EXCEPTIONS.get(subtag) ?? UNKNOWN);

const EXCEPTIONS: ReadonlyMap<string, Meaning> = new Map([
  // Whatever it is, the carrier has not delivered yet.
  ['Exception_001', delayed],
  // The customer has moved, or the address is wrong.
  ['Exception_002', FOR_THE_SHOP],
  ['Exception_007', FOR_THE_SHOP],
  // Who refuses a parcel, or does not collect it, sends it back.
  ['Exception_003', returned],
  ['Exception_008', returned],
  ['Exception_010', returned],
  ['Exception_011', returned],
  // Customs, outer circumstances, an open payment, processing, weather, papers, a late flight.
  ['Exception_004', delayed],
  ['Exception_005', delayed],
  ['Exception_006', delayed],
  ['Exception_016', delayed],
  ['Exception_017', delayed],
  ['Exception_018', delayed],
  ['Exception_019', delayed],
  // Rejected by the carrier, damaged, lost, disposed of: "it comes later" would not be true.
  ['Exception_009', FOR_THE_SHOP],
  ['Exception_012', FOR_THE_SHOP],
  ['Exception_013', FOR_THE_SHOP],
  ['Exception_021', FOR_THE_SHOP],
  ['Exception_020', CANCELLED],
]);
