import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { keyedTypes, type Sql } from '@union-graph/testing';
import { id } from '../../ids.ts';
import { loadDemoRows, SUBGRAPHS } from './demoRows.ts';

/** Arguments for the sweeps of what each role reaches. */
export const GIVEN: Readonly<Record<string, string | number>> = {
  year: 2013,
  on: '2013-10-19',
  from: '2013-10-01',
  to: '2013-10-31',
  before: '2013-12-31',
  week: '2013-W41',
  code: '110105',
  districtCode: '110105',
  bundle: 'ONE_PLUS_SIX',
  by: 'OWNERSHIP',
  period: '{ from: "2013-01-01", to: "2013-12-31" }',
  input: '{ kinds: [WAGES], knewOn: "2013-05-01" }',
  'enterprise(orgCode': 'D2143569X',
  'creditAccount(memberId': id('person', 'liu-xiaojun'),
  facilityId: id('facility', 'badminton-5'),
  eventId: id('culture-event', 'double-ninth'),
};

/** How many rows of a type other services ask for at once. */
const MOST = 40;
const tableOf = (type: string): string => type.replace(/[A-Z]/g, (letter, at) => (at > 0 ? '_' : '') + letter.toLowerCase());

/** The keys of a subgraph's entities, from the rows of whichever service has them. */
export async function keysOf(definition: SubgraphDefinition): Promise<Record<string, object[]>> {
  const demo = await loadDemoRows();
  const tables = [definition.name, ...SUBGRAPHS].flatMap((name) => demo.tables(name));
  const found = keyedTypes(definition).map((type) => {
    const rows = tables.find(({ table }) => table === (type === 'Union' ? 'trade_union' : tableOf(type)))?.rows ?? [];
    return [type, rows.slice(0, MOST).map((row) => (row.id ? { id: row.id } : { code: row.code }))] as const;
  });
  return Object.fromEntries(found.filter(([, keys]) => keys.length > 0));
}

/** The ids of a service's rows, by the type of the graph that is named like their table. */
export async function rowIdsOf({ name }: Pick<SubgraphDefinition, 'name'>): Promise<Record<string, readonly string[]>> {
  const demo = await loadDemoRows();
  const camel = (table: string) => table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    demo
      .tables(name)
      .map(({ table, rows }) => [
        table === 'trade_union' ? 'Union' : camel(table),
        rows.slice(0, MOST).flatMap((row) => (row.id ? [String(row.id)] : [])),
      ]),
  );
}

/** Rows that the demo data do not have, by subgraph: what others must not read has to be there. */
export const MORE_ROWS: Readonly<Record<string, (sql: Sql) => Promise<unknown>>> = {
  organisation: (sql) =>
    sql(
      `insert into personal_data_request (id, member_id, kind, status, requested_by_id, requested_at, due_on)
      select $1, m.id, 'ACCESS', 'RECEIVED', m.id, '2013-10-18T09:00:00+08:00', '2013-11-17' from member m where m.id = $2`,
      [newId(), id('person', 'li-jianguo')],
    ),
  mediation: async (sql) => {
    await sql(`update case_party set id_masked = '**************123X' where member_id is not null`);
    const grantId = newId();
    await sql(
      `insert into legal_aid_grant (id, case_id, member_id, lawyer_id, lawyer_person_id, scope, granted_on, granted_by, status, version)
      select $1, c.id, c.applicant_ids[1], l.id, l.person_id, 'MEDIATION', '2013-10-18', 'test', 'ACTIVE', 1
      from mediation_case c join lawyer l on l.person_id = $2
      where cardinality(c.applicant_ids) > 0 and not exists (select from case_mediated_by b where b.case_id = c.id) order by c.id limit 1`,
      [grantId, id('person', 'zhou-ming')],
    );
    await sql(
      `insert into legal_aid_work (id, grant_id, worked_on, minutes, note, recorded_at) values ($1, $2, '2013-10-19', 30, '咨询', now())`,
      [newId(), grantId],
    );
    await sql(
      `insert into recusal (id, case_id, mediator_id, mediator_person_id, reason, recorded_by, recused_at)
      select gen_random_uuid(), c.id, m.id, m.person_id, '与当事人是亲属', 'test', '2013-10-18T09:00:00+08:00'
      from mediation_case c join lateral (
        select id, person_id from mediator where person_id is distinct from c.mediator_person_id and not person_id = any(c.applicant_ids) order by id limit 1) m on true`,
    );
  },
  venues: (sql) =>
    sql(
      `update fitness_group set leader_id = null, vacant_since = '2013-10-18T09:00:00+08:00', vacant_path = '/city/110105/' where id = $1`,
      [id('fitness-group', 'gateball')],
    ),
  training: async (sql) => {
    await sql(`insert into result_correction (id, enrolment_id, result_before, score_before, result, score, reason, corrected_by, corrected_at)
      select gen_random_uuid(), id, 'FAILED', 40, 'PASSED', 80, '登记时看错一行', gen_random_uuid(), '2013-10-19T02:00:00Z' from enrolment`);
    await sql(
      `insert into degree_term (id, application_id, term, attempt, meetings, attended, truancies, credits, passed, recorded_by, recorded_at)
      select $1, a.id, 1, 1, 20, 19, 1, 12, true, $2, '2013-10-01T02:00:00Z' from degree_application a order by a.id limit 1`,
      [newId(), newId()],
    );
  },
};
