import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Withdraws who died before the day of the round that they were to take part in. Who died later may have taken part: what they reached is the judges' to
 * record, and a rank that was won stays. Competitions are locked first, as by who records scores.
 */
export async function withdrawEntriesOfDead({ db }: Tx, memberId: string, diedOn: string): Promise<void> {
  await rows(
    db,
    sql`select from competition c where c.id in (select e.competition_id from competition_event e
        join competition_entry n on n.event_id = e.id where n.member_id = ${memberId} and n.status in ('REGISTERED', 'QUALIFIED'))
      order by c.id for update`,
  );
  await rows(
    db,
    sql`update competition_entry n set status = 'WITHDRAWN', version = n.version + 1
      from competition_event e join competition c on c.id = e.competition_id
      where e.id = n.event_id and n.member_id = ${memberId}
        and (n.status = 'REGISTERED' and c.preliminary_on > ${diedOn}::date
          or n.status = 'QUALIFIED' and n.final_score is null and c.final_on > ${diedOn}::date)`,
  );
}
