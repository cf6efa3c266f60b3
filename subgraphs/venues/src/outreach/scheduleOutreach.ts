import { assertTransition, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { closuresOf, openingHoursOf } from '../facility/queries.ts';
import { FiveInFiveOutOffer } from '../offer/FiveInFiveOutOffer.ts';
import { assertFits, directionOf, type FiveKind } from '../offer/rules.ts';
import { attachPerformance } from '../performance/ofRequest.ts';
import { numbers } from '../rule/numbers.ts';
import type { ScheduleOutreachInput } from '../schema.gen.ts';
import { assertOpen, type Span } from '../slot/rules.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Venue } from '../venue/Venue.ts';
import { assertInOffer } from './assertInOffer.ts';
import { getOutreach } from './getOutreach.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { assertTime, OUTREACH_TRANSITIONS } from './rules.ts';
import { tellScheduled } from './tellScheduled.ts';

/** Sets when an accepted request is met: in which facility, for what workers come in for; by which performance, for a show (2.4.2). */
export async function scheduleOutreach(tx: Tx, input: ScheduleOutreachInput): Promise<{ request: OutreachRequest }> {
  const facility = input.facilityId == null ? null : await getFacility(tx, input.facilityId);
  const row = await getOutreach(tx, 'scheduleOutreach', input);
  assertTransition(OUTREACH_TRANSITIONS, 'request', row.status, 'SCHEDULED');
  const span = await spanOf(tx, row, input);
  await assertInOffer(tx, row, span);
  await assertPlace(tx, row, facility, span);
  const request = await updateRow(tx.db, OutreachRequest, row, {
    status: 'SCHEDULED',
    facilityId: facility?.id ?? null,
    start: span.start,
    end: span.end,
  });
  await tellScheduled(tx, request);
  return { request };
}

/** The time of the performance that meets a request for a show; of everything else the time that is asked for. */
async function spanOf(
  tx: Tx,
  { id, kind }: OutreachRequest,
  { start, end, performanceId }: ScheduleOutreachInput,
): Promise<Span> {
  if (kind === 'PERFORMANCE') {
    if (performanceId == null) throw new Refusal('BAD_USER_INPUT', WHICH_SHOW, { field: 'performanceId' });
    const { start: from, end: to } = await attachPerformance(tx, performanceId, id);
    const differs = (start != null && Number(start) !== Number(from)) || (end != null && Number(end) !== Number(to));
    refuseIf(differs, 'VALIDATION_FAILED', 'The show has another time. Leave "start" and "end" out.', { field: 'start' });
    return { start: from, end: to };
  }
  refuseIf(performanceId != null, 'VALIDATION_FAILED', 'A performance meets a request for a show alone.', {
    rule: 'S-67',
    field: 'performanceId',
  });
  if (start == null || end == null)
    throw new Refusal('BAD_USER_INPUT', 'Say when: a "start" and an "end".', { field: start == null ? 'start' : 'end' });
  assertTime({ start, end }, tx.now, tx.number(numbers.OUTREACH_DAYS_AHEAD));
  return { start, end };
}

const WHICH_SHOW = 'Say which performance it is: plan one with "schedulePerformance", and name its id.';

/** What workers come in for takes a facility that is of that kind, large enough, open and free then; what is brought out takes none. */
async function assertPlace(tx: Tx, row: OutreachRequest, facility: Facility | null, span: Span): Promise<void> {
  const kind = row.kind as FiveKind;
  if (directionOf(kind) === 'OUT') {
    refuseIf(facility !== null, 'VALIDATION_FAILED', 'What is brought out to workers takes no facility of ours.', {
      rule: 'S-67',
      field: 'facilityId',
    });
    return;
  }
  if (!facility) throw new Refusal('BAD_USER_INPUT', 'Say into which place they come: a "facilityId".', { field: 'facilityId' });
  await assertOffered(tx, row, facility);
  const venue = await tx.db.findOneByOrFail(Venue, { id: facility.venueId });
  assertFits(kind, facility, venue.kind);
  const { nameZh, capacity } = facility;
  refuseIf((row.audienceSize ?? 0) > capacity, 'VALIDATION_FAILED', `"${nameZh}" takes ${capacity} people.`, {
    field: 'facilityId',
  });
  const [hours, closures] = [await openingHoursOf(tx.db, [facility.id]), await closuresOf(tx.db, [facility.id], tx.now)];
  assertOpen(hours, closures, span);
  await assertNoEvent(tx, facility, span);
}

/** A facility is the one that was offered; one that was not asked for by name is given by its own manager alone. */
async function assertOffered(tx: Tx, { offerId }: OutreachRequest, facility: Facility): Promise<void> {
  refuseIf(facility.retiredAt !== null, 'VALIDATION_FAILED', `"${facility.nameZh}" is closed for good.`, { field: 'facilityId' });
  if (offerId === null) return venuePolicy.authorise(tx.viewer, 'manage', facility);
  const offer = await tx.db.findOneByOrFail(FiveInFiveOutOffer, { id: offerId });
  refuseIf(offer.facilityId !== facility.id, 'VALIDATION_FAILED', 'The offer that was asked for is of another facility.', {
    rule: 'S-67',
    field: 'facilityId',
  });
}

async function assertNoEvent({ db }: Tx, { id, nameZh }: Facility, { start, end }: Span): Promise<void> {
  const events = await rows(
    db,
    sql`select from culture_event where facility_id = ${id} and cancelled_at is null
      and tstzrange(starts_at, ends_at) && tstzrange(${start}, ${end})`,
  );
  refuseIf(events.length > 0, 'SLOT_TAKEN', `An event takes place in "${nameZh}" then. Choose another time.`, { field: 'start' });
}
