import { civilDay } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import type { Booking } from './Booking.ts';

type Wanted = Pick<
  Booking,
  | 'id'
  | 'memberId'
  | 'start'
  | 'end'
  | 'audience'
  | 'priceFen'
  | 'publicPriceFen'
  | 'appliedRuleId'
  | 'openPeriodId'
  | 'heldUntil'
>;

/** A hold of a slot, as a row that is not written yet. */
export const newHold = ({ id: facilityId, districtCode, scopePath }: Facility, wanted: Wanted): Booking => ({
  ...wanted,
  facilityId,
  day: civilDay(wanted.start),
  cardId: null,
  status: 'HELD',
  checkedInAt: null,
  noShowAt: null,
  cancelledAt: null,
  cancelReason: null,
  moveReason: null,
  recurringId: null,
  leaderless: false,
  districtCode,
  scopePath,
  version: 1,
});
