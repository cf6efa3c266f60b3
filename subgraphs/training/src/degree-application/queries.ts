import {
  civilDay,
  columns,
  empty,
  isId,
  type PageSource,
  type ReadContext,
  rows,
  type Sql,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { DegreeApplication } from './DegreeApplication.ts';
import { DegreeRule } from './DegreeRule.ts';
import type { DegreeStatus } from './rules.ts';
import { applicationScope } from './scope.ts';

interface Filter {
  readonly status?: DegreeStatus | null;
  readonly programmeId?: string | null;
  readonly examYear?: number | null;
}

const order = [
  { by: 'nominatedOn', type: 'date', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

const select = (where: Sql): Sql => sql`select ${columns(DegreeApplication, 'a')} from degree_application a where ${where}`;

/** The applications that the viewer may see. */
export const degreeApplications: PageSource<DegreeApplication, Filter> = {
  name: 'degreeApplications',
  select: ({ status, programmeId, examYear }, { viewer }) =>
    select(sql`${applicationScope(viewer)} ${status ? sql`and a.status = ${status}` : empty}
      ${examYear == null ? empty : sql`and a.exam_year = ${examYear}`}
      ${programmeId == null ? empty : sql`and a.programme_id = ${isId(programmeId) ? programmeId : null}::uuid`}`),
  order,
};

/** The nominations of one union that the viewer may see; the parent is the union's id. */
export const nominationsOfUnion: PageSource<DegreeApplication> = {
  name: 'nominationsOfUnion',
  select: (_, { viewer }) => select(sql`a.union_id = parent.key::uuid and ${applicationScope(viewer)}`),
  order,
};

/** The viewer's own application, the latest one; a second one that stayed with a merged record is among `degreeApplications`. */
export async function ownApplication({ db, viewer }: ReadContext): Promise<DegreeApplication | null> {
  const [found] = await rows<DegreeApplication>(
    db,
    sql`${select(sql`a.member_id = ${viewer.personId}::uuid`)} order by a.nominated_on desc, a.id desc limit 1`,
  );
  return found ?? null;
}

const rulesInOrder = sql`select ${columns(DegreeRule, 'r')} from degree_rule r`;

/** All rules of the degree plan, the latest first. */
export const degreeRules = ({ db }: ReadContext): Promise<DegreeRule[]> =>
  rows(db, sql`${rulesInOrder} order by r.effective_from desc, r.set_at desc`);

/** The rule of today. Of two for the same first day the later one holds. */
export async function ruleOfToday({ db, now }: Tx): Promise<DegreeRule> {
  const [found] = await rows<DegreeRule>(
    db,
    sql`${rulesInOrder} where r.effective_from <= ${civilDay(now)}::date order by r.effective_from desc, r.set_at desc limit 1`,
  );
  return found as DegreeRule;
}

/** The line of a programme and year; null while it is not set. */
export async function scoreLineOf({ db }: Tx, programmeId: string, year: number): Promise<number | null> {
  const [found] = await rows<{ line: number }>(
    db,
    sql`select l.line from score_line l where l.programme_id = ${programmeId} and l.year = ${year}`,
  );
  return found?.line ?? null;
}
