import {
  addMonths,
  checkedName,
  checkedNumber,
  civilDay,
  insertRow,
  newId,
  Refusal,
  refuseIf,
  type Tx,
} from '@union-graph/subgraph';
import { getFacility } from '../facility/getFacility.ts';
import { numbers } from '../rule/numbers.ts';
import type { PublishOfferInput } from '../schema.gen.ts';
import { isTooFarAhead } from '../slot/rules.ts';
import { Venue } from '../venue/Venue.ts';
import { FiveInFiveOutOffer } from './FiveInFiveOutOffer.ts';
import { offerPolicy } from './policy.ts';
import { assertFits, directionOf } from './rules.ts';

/** What is published may have begun already, but not long ago. */
const MONTHS_BEGUN = 12;
const MOST_SERVED = 100_000;

/** Publishes what unions may ask for: a place that is opened to workers, or something that is brought to them (S-67). */
export async function publishOffer(tx: Tx, input: PublishOfferInput): Promise<{ offer: FiveInFiveOutOffer }> {
  const direction = directionOf(input.kind);
  const facilityId = input.facilityId ?? null;
  const scopePath = facilityId === null ? partServed(input) : await placeOf(tx, input, facilityId);
  offerPolicy.authorise(tx.viewer, 'publishOffer', { direction, scopePath });
  assertPeriod(tx, input);
  const offer = await insertRow(tx.db, FiveInFiveOutOffer, {
    id: newId(),
    direction,
    kind: input.kind,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    from: input.from,
    to: input.to,
    quota: input.quota == null ? null : checkedNumber(input.quota, 'quota', [1, MOST_SERVED]),
    facilityId,
    scopePath,
    publishedAt: tx.now,
    version: 1,
  } as FiveInFiveOutOffer);
  return { offer: { ...offer, taken: 0 } };
}

/** What is brought out serves a district, or the whole city. */
function partServed({ kind, districtCode }: PublishOfferInput): string {
  if (directionOf(kind) === 'IN')
    throw new Refusal('BAD_USER_INPUT', 'Say which place is opened: a "facilityId".', { field: 'facilityId' });
  return districtCode == null ? '/city/' : `/city/${districtCode}/`;
}

async function placeOf(tx: Tx, { kind, districtCode }: PublishOfferInput, facilityId: string): Promise<string> {
  refuseIf(directionOf(kind) === 'OUT', 'VALIDATION_FAILED', 'What is brought out to workers takes no facility of ours.', {
    rule: 'S-67',
    field: 'facilityId',
  });
  const facility = await getFacility(tx, facilityId);
  refuseIf(districtCode != null && districtCode !== facility.districtCode, 'VALIDATION_FAILED', 'The facility lies elsewhere.', {
    field: 'districtCode',
  });
  refuseIf(facility.retiredAt !== null, 'VALIDATION_FAILED', `"${facility.nameZh}" is closed for good.`, { field: 'facilityId' });
  const venue = await tx.db.findOneByOrFail(Venue, { id: facility.venueId });
  assertFits(kind, facility, venue.kind);
  return facility.scopePath;
}

function assertPeriod(tx: Tx, { from, to }: PublishOfferInput): void {
  refuseIf(from > to, 'BAD_USER_INPUT', 'The last day must not lie before the first.', { field: 'to' });
  const first = addMonths(civilDay(tx.now), -MONTHS_BEGUN);
  refuseIf(from < first, 'BAD_USER_INPUT', `An offer begins on ${first} at the earliest, a year ago; got ${from}.`, {
    field: 'from',
  });
  refuseIf(to < civilDay(tx.now), 'BAD_USER_INPUT', 'The last day cannot lie in the past.', { field: 'to' });
  const days = tx.number(numbers.OUTREACH_DAYS_AHEAD);
  const tooFar = isTooFarAhead({ start: new Date(`${to}T00:00:00+08:00`) }, tx.now, days);
  refuseIf(tooFar, 'BAD_USER_INPUT', `An offer ends ${days} days from today at most.`, { field: 'to' });
}
