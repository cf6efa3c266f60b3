import {
  addMonths,
  checkedName,
  checkedNumber,
  civilDay,
  getForUpdate,
  insertRow,
  newId,
  Refusal,
  refuseIf,
  startOfDay,
  type Tx,
} from '@union-graph/subgraph';
import type { AddFacilityInput, OpeningHoursInput } from '../schema.gen.ts';
import { minutesOf } from '../slot/rules.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Venue } from '../venue/Venue.ts';
import { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { OpeningHours } from './OpeningHours.ts';
import { ALWAYS_OPEN } from './rules.ts';

const DEFAULT_SLOT_MINUTES = 60;
const MONTHS_UNTIL_OPENING = 12;
const MAX_SIZE = 1_000_000;

/** Adds a facility to a venue, with its opening hours. Open-access ones are always open (VEN-INV-2). */
export async function addFacility(tx: Tx, input: AddFacilityInput): Promise<{ facility: Facility }> {
  const venue = await getForUpdate(tx, Venue, input.venueId, { what: 'venue', visible: () => true });
  venuePolicy.authorise(tx.viewer, 'manage', venue);
  const slotMinutes = checkedSlotMinutes(input.slotMinutes ?? DEFAULT_SLOT_MINUTES);
  const hours = checkedHours(input, slotMinutes);
  const size = (field: 'lengthM' | 'widthM' | 'areaSqm') => {
    const value = input[field] ?? null;
    return value === null ? null : checkedNumber(value, field, [1, MAX_SIZE]);
  };
  const facility = await insertRow(tx.db, Facility, {
    id: newId(),
    venueId: venue.id,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    kind: input.kind,
    accessMode: input.accessMode,
    capacity: checkedNumber(input.capacity, 'capacity', [1, MAX_SIZE]),
    slotMinutes,
    lengthM: size('lengthM'),
    widthM: size('widthM'),
    areaSqm: size('areaSqm'),
    openedOn: checkedOpening(input.openedOn ?? null, civilDay(tx.now)),
    districtCode: venue.districtCode,
    scopePath: venue.scopePath,
    retiredAt: null,
    version: 1,
  });
  if (hours.length > 0)
    await tx.db.insert(
      OpeningHours,
      hours.map((entry) => ({ ...entry, facilityId: facility.id })),
    );
  await closeUntilOpening(tx, facility);
  return { facility };
}

function checkedOpening(openedOn: string | null, today: string): string | null {
  const last = addMonths(today, MONTHS_UNTIL_OPENING);
  const message = `A facility is added when it opens by ${last}, within a year; got ${openedOn}.`;
  refuseIf(openedOn !== null && openedOn > last, 'BAD_USER_INPUT', message, { field: 'openedOn' });
  return openedOn;
}

/** A facility that opens on a day to come is closed until then. */
async function closeUntilOpening({ db, now }: Tx, { id: facilityId, openedOn }: Facility): Promise<void> {
  if (openedOn === null || openedOn <= civilDay(now)) return;
  const to = startOfDay(openedOn);
  await insertRow(db, Closure, { id: newId(), facilityId, from: now, to, reason: `${openedOn} 起开放` });
}

function checkedSlotMinutes(minutes: number): number {
  checkedNumber(minutes, 'slotMinutes', [15, 240]);
  refuseIf(1440 % minutes !== 0, 'BAD_USER_INPUT', 'A slot must divide the day: 15, 20, 30, 60, 90 or 120 minutes do.', {
    field: 'slotMinutes',
  });
  return minutes;
}

function checkedHours({ accessMode, openingHours }: AddFacilityInput, slotMinutes: number): readonly OpeningHoursInput[] {
  if (accessMode === 'OPEN_ACCESS') {
    refuseIf(
      openingHours != null,
      'VALIDATION_FAILED',
      'An open-access facility is open day and night. Leave "openingHours" out.',
      {
        rule: 'VEN-INV-2',
        field: 'openingHours',
      },
    );
    return ALWAYS_OPEN;
  }
  const bad = (message: string) => new Refusal('BAD_USER_INPUT', message, { field: 'openingHours' });
  for (const { weekday, opens, closes } of openingHours ?? []) {
    if (weekday < 1 || weekday > 7) throw bad('A weekday is 1 (Monday) to 7 (Sunday).');
    if (!isTime(opens) || !(isTime(closes) || closes === '24:00'))
      throw bad(
        'Times are written as "09:00"; closing may be "24:00", and one that is not after the opening is of the next day.',
      );
    if (minutesOf(opens) % slotMinutes !== 0)
      throw bad(`Opening must lie on a whole slot of ${slotMinutes} minutes, counted from midnight.`);
  }
  return openingHours ?? [];
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
