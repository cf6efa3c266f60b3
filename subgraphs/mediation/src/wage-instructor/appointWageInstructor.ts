import {
  checkedPersonName,
  civilDay,
  getStaffNamed,
  insertRow,
  lastDayOfTerm,
  lockByName,
  newId,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { AppointWageInstructorInput } from '../schema.gen.ts';
import { instructorPolicy } from './policy.ts';
import { WageInstructor } from './WageInstructor.ts';

/** Appoints an instructor of a district (S-54) from the staff of that district or the city whom the viewer reads; two terms of one person do not overlap, held by `wage_instructor_one_term`. */
export async function appointWageInstructor(tx: Tx, input: AppointWageInstructorInput): Promise<{ instructor: WageInstructor }> {
  const { staffMemberId, districtCode, appointedAt, termTo } = input;
  instructorPolicy.authorise(tx.viewer, 'appointWageInstructor', { scopePath: `/city/${districtCode}/` });
  requireIds({ staffMemberId });
  const nameZh = checkedPersonName(input.nameZh, 'nameZh');
  await getStaffNamed(tx, staffMemberId, nameZh, {
    field: 'staffMemberId',
    nameField: 'nameZh',
    within: `/city/${districtCode}/`,
    on: { day: appointedAt, field: 'appointedAt' },
  });
  refuseIf(termTo <= appointedAt, 'BAD_USER_INPUT', 'A term ends after the day on which it begins.', { field: 'termTo' });
  refuseIf(termTo < civilDay(tx.now), 'BAD_USER_INPUT', `The term is over since ${termTo}.`, { field: 'termTo' });
  // A term that begins in many years is not longer for it.
  const [begins = appointedAt] = [appointedAt, civilDay(tx.now)].sort();
  const last = lastDayOfTerm(begins, tx.number(numbers.LONGEST_INSTRUCTOR_TERM_MONTHS));
  refuseIf(termTo > last, 'VALIDATION_FAILED', `A term from ${appointedAt} ends on ${last} at the latest.`, {
    rule: 'S-54',
    field: 'termTo',
  });
  // Those who insert at once into an exclusion constraint wait for each other until PostgreSQL ends the deadlock.
  await lockByName(tx.db, `instructor ${input.staffMemberId}`);
  const instructor = await insertRow(tx.db, WageInstructor, {
    id: newId(),
    personId: staffMemberId,
    nameZh,
    districtCode,
    appointedOn: appointedAt,
    termTo,
  });
  return { instructor };
}
