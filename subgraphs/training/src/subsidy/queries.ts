import type { Viewer } from '@union-graph/identity';
import { columns, empty, getForUpdate, type PageSource, raw, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { moneyScope, seesPerson } from '../member/scope.ts';
import type { SubsidyStatus } from './rules.ts';
import { SubsidyApplication } from './SubsidyApplication.ts';
import { SubsidyRule } from './SubsidyRule.ts';

interface Filter {
  readonly mine?: boolean | null;
  readonly status?: SubsidyStatus | null;
}

/** Which applications `s` the viewer may see, as a condition in SQL. */
export const subsidyScope = (viewer: Viewer): Sql => moneyScope(viewer, raw('s.member_id'), raw('s.scope_path'));

/** The applications that the viewer may see, or only their own. */
export const subsidyApplications: PageSource<SubsidyApplication, Filter> = {
  name: 'subsidyApplications',
  select: ({ mine, status }, { viewer }) => sql`select ${columns(SubsidyApplication, 's')} from subsidy_application s
    where ${mine ? sql`s.member_id = ${viewer.personId}::uuid` : subsidyScope(viewer)} ${status ? sql`and s.status = ${status}` : empty}`,
  order: [
    { by: 'submittedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** All subsidy rules, past and present. */
export const subsidyRules = ({ db }: Tx): Promise<SubsidyRule[]> =>
  rows(db, sql`select ${columns(SubsidyRule, 'r')} from subsidy_rule r order by r.level, r.issued_from`);

/** The application that a decision is about, locked, at the version the client read. */
export const getApplication = (tx: Tx, { applicationId, expectedVersion }: { applicationId: string; expectedVersion: number }) =>
  getForUpdate(tx, SubsidyApplication, applicationId, {
    what: 'subsidy application',
    visible: (viewer, row) => seesPerson(viewer, row.memberId, row.scopePath),
    expectedVersion,
  });
