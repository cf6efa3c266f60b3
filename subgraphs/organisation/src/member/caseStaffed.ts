import { type DataOf, caseStaffed as staffedEvent } from '@union-graph/events';
import { type EventHandler, handle, rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Keeps who works on a case, and until the end of which day: its mediator and lawyers read the records of its applicants until then, and those before them no
 * more. An event older than what is known changes nothing. The second revision has everything told again, since no event of before told a day.
 */
export const caseStaffed: EventHandler = {
  ...handle(staffedEvent, async (tx, { subject, data }) => {
    if (!(await isNews(tx, subject, data))) return;
    const { applicantIds, staffIds, staff } = data;
    const acting = staff ?? staffIds.map((personId) => ({ personId, lastDay: null }));
    await tx.db.query('delete from case_worker where case_id = $1', [subject]);
    await tx.db.query(
      `insert into case_worker (case_id, member_id, person_id, last_day)
       select distinct $1::uuid, member, acting.person, acting.last_day
       from unnest($2::uuid[]) as member, unnest($3::uuid[], $4::date[]) as acting (person, last_day)`,
      [subject, applicantIds, acting.map(({ personId }) => personId), acting.map(({ lastDay }) => lastDay)],
    );
  }),
  keeps: {
    name: 'CaseWorker',
    revision: 2,
    isEmpty: async (db) => (await rows(db, sql`select from case_worker limit 1`)).length === 0,
  },
};

/** Notes the version told; false for an older one, and for the same one from a release that tells no days. Events of one case wait for each other here. */
async function isNews({ db }: Tx, caseId: string, { staff, version }: DataOf<typeof staffedEvent>): Promise<boolean> {
  const noted = await rows(
    db,
    sql`insert into case_staffing as known (case_id, seen_version) values (${caseId}::uuid, ${version})
    on conflict on constraint case_staffing_pk do update set seen_version = excluded.seen_version
    where known.seen_version < excluded.seen_version or (known.seen_version = excluded.seen_version and ${staff != null})
    returning 1 as noted`,
  );
  return noted.length > 0;
}
