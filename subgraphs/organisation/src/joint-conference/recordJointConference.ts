import { civilDay, columns, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { readUnits, type Unit } from '../external-agency/units.ts';
import type { RecordJointConferenceInput } from '../schema.gen.ts';
import { refuseBeforeFounding } from '../union/refusals.ts';
import { Union } from '../union/Union.ts';
import { JointConference } from './JointConference.ts';
import { conferencePolicy } from './policy.ts';

/** Enters a meeting with the units that were there (S-08). */
export async function recordJointConference(tx: Tx, input: RecordJointConferenceInput): Promise<{ conference: JointConference }> {
  conferencePolicy.authorise(tx.viewer, 'recordJointConference', null);
  const { heldAt } = input;
  refuseIf(heldAt > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody met on ${heldAt} yet.`, { field: 'heldAt' });
  refuseIf(
    input.attendees.length < 2,
    'BAD_USER_INPUT',
    'A joint conference is a meeting of two units or more: name each that was there.',
    {
      rule: 'S-08',
      field: 'attendees',
    },
  );
  const attendees = await readUnits(tx, input.attendees, 'attendees');
  await refuseUnfoundedThen(tx, attendees, heldAt);
  const conference = await insertRow(tx.db, JointConference, { id: newId(), heldAt, version: 1 });
  for (const [place, { unionId, agencyCode }] of attendees.entries()) {
    await tx.db.query(
      'insert into conference_attendee (joint_conference_id, place, union_id, agency_code) values ($1, $2, $3, $4)',
      [conference.id, place, unionId, agencyCode],
    );
  }
  return { conference };
}

/** A union that was founded later was not at the meeting. */
async function refuseUnfoundedThen({ db }: Tx, attendees: readonly Unit[], heldAt: string): Promise<void> {
  const unions = await rows<Union>(
    db,
    sql`select ${columns(Union, 'u')} from trade_union u where u.id = any(${attendees.flatMap(({ unionId }) => unionId ?? [])}::uuid[]) order by u.id`,
  );
  for (const union of unions) refuseBeforeFounding(union, heldAt, 'heldAt');
}
