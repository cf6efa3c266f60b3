import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MediationCase } from '../case/MediationCase.ts';

/** Throws `CONFLICT_OF_INTEREST` for a person who is a party, is related to one, acted for one, or left the case (MED-INV-4). */
export async function refuseRelated({ db }: Tx, row: MediationCase, personId: string, field: string): Promise<void> {
  const people = [...row.applicantIds, ...row.respondentIds];
  const related = await rows<{ kind: string }>(
    db,
    sql`select r.kind from party_relation r where r.person_id = ${personId} and (
    r.case_id = ${row.id} or r.other_person_id = any(${people}::uuid[])
    or r.enterprise_id in (select p.enterprise_id from case_party p where p.case_id = ${row.id})) order by r.id limit 1`,
  );
  const why = people.includes(personId) ? 'a party' : related[0]?.kind;
  if (!why) return;
  const reasons: Readonly<Record<string, string>> = {
    RELATIVE: 'related to a party',
    EMPLOYED_BY: 'employed by a party',
    ACTED_FOR: 'a lawyer who acted for a party',
    RECUSED: 'off this case by recusal',
  };
  throw new Refusal(
    'CONFLICT_OF_INTEREST',
    `This person is ${reasons[why] ?? why} and cannot mediate here. Choose another one.`,
    { rule: 'MED-INV-4', field },
  );
}
