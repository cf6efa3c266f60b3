import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, partnerOf, staff, type TestSubgraph } from '@union-graph/testing';
import { accountant, approver, caseworker, cashier, fundId } from './books.ts';

export const socialDept = staff(newId(), 'SOCIAL_DEPT');

/** The program of a social organisation, as the gateway makes it from a live agreement. */
export const partner = (organisationId: string, rowFilter: { projectIds?: string[]; districtCodes?: string[] } = {}): Viewer =>
  partnerOf({ kind: 'INCUBATED', partyId: organisationId, purpose: 'DELIVERY', ...rowFilter });

/** The instants of a call: applications until 19 October 2013, evaluation from the 20th on. */
export const CALL_DAY = '2013-10-19T10:00:00+08:00';
export const AFTER_CALL = '2013-10-20T10:00:00+08:00';

const FIELDS: Readonly<Record<string, string>> = {
  openProjectCall: 'project { id code version status budgetFen }',
  awardProject: 'project { id version status budgetFen ngo { id } }',
  closeProject: 'project { id version status }',
  terminateProject: 'project { id version status }',
  applyForProject: 'application { id status requestedFen ngo { id } }',
  evaluateProject: 'evaluation { id score conflict evaluatorId }',
  signProjectAgreement:
    'agreement { id totalFen from to instalments { id amountFen status version milestone { id title status version } } }',
  acceptMilestone: 'milestone { id status version acceptance }',
  releaseProjectInstalment: 'instalment { id status version disbursement { id status version amountFen } }',
  reportProject: 'report { id kind directCumulative period { from to } }',
  allocateBudget: 'budget { id allocatedFen committedFen spentFen version }',
};

/** Sends one of the mutations of projects and budgets, with a fresh key unless one is given. */
export const act = (subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object, now = AFTER_CALL) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS[mutation]} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );

/** The same, which must succeed; gives the entity of the payload. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the mutation's own
export async function done(...call: Parameters<typeof act>): Promise<any> {
  const answer = await act(...call);
  if (answer.errors) throw new Error(`${call[2]}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return Object.values(answer.data[call[2]])[0];
}

export const callInput = (overrides: object = {}) => ({
  code: `INC-${newId().slice(-12)}`,
  nameZh: '社区互助',
  kind: 'INCUBATED',
  targetGroup: 'OTHER',
  districtCodes: ['110105', '110106'],
  budgetFen: '10000',
  applyBy: '2013-10-19',
  ...overrides,
});

/** Allocates the budget for incubated projects of 2013, once a test database. */
export const allocate = (subgraph: TestSubgraph, allocatedFen: string, overrides: object = {}) =>
  done(subgraph, accountant, 'allocateBudget', {
    fundId: fundId(1),
    year: 2013,
    category: 'PROJECTS',
    allocatedFen,
    ...overrides,
  });

export interface TestProject {
  readonly id: string;
  readonly ngoId: string;
  readonly staffId: string;
  readonly applicationId: string;
  readonly code: string;
}

/** A project that one organisation has applied for. */
export async function applied(
  subgraph: TestSubgraph,
  { call = {}, application = {} as { requestedFen?: string; partnerIds?: string[] } } = {},
): Promise<TestProject> {
  const project = await done(subgraph, caseworker, 'openProjectCall', callInput(call), CALL_DAY);
  const [ngoId, staffId] = [await listed(subgraph.sql, 'SOCIAL_ORGANISATION'), newId()];
  for (const entryId of application.partnerIds ?? []) await listed(subgraph.sql, 'SOCIAL_ORGANISATION', { entryId });
  const { id: applicationId } = await done(
    subgraph,
    caseworker,
    'applyForProject',
    { projectId: project.id, ngoId, staffIds: [staffId], proposal: '互助小组', requestedFen: '9000', ...application },
    CALL_DAY,
  );
  return { id: project.id, code: project.code, ngoId, staffId, applicationId };
}

export const EVALUATORS = [caseworker, cashier, accountant] as const;

export async function evaluated(subgraph: TestSubgraph, options?: Parameters<typeof applied>[1]): Promise<TestProject> {
  const project = await applied(subgraph, options);
  for (const evaluator of EVALUATORS)
    await done(subgraph, evaluator, 'evaluateProject', { applicationId: project.applicationId, score: 80, remarks: '可行' });
  return project;
}

export async function awarded(subgraph: TestSubgraph, options?: Parameters<typeof applied>[1]): Promise<TestProject> {
  const project = await evaluated(subgraph, options);
  const { id: projectId, applicationId } = project;
  await done(subgraph, approver, 'awardProject', {
    projectId,
    applicationId,
    expectedVersion: await versionOf(subgraph, projectId),
  });
  return project;
}

export const terms = (overrides: object = {}) => ({
  from: '2013-10-20',
  to: '2014-10-19',
  totalFen: '9000',
  milestones: [
    { title: '启动', dueAt: '2013-11-30', instalmentFen: '5000' },
    { title: '中期', dueAt: '2014-04-30' },
    { title: '结项', dueAt: '2014-10-19', instalmentFen: '4000' },
  ],
  ...overrides,
});

export async function signed(subgraph: TestSubgraph, options?: Parameters<typeof applied>[1]): Promise<TestProject> {
  const project = await awarded(subgraph, options);
  await done(subgraph, approver, 'signProjectAgreement', {
    projectId: project.id,
    expectedVersion: await versionOf(subgraph, project.id),
    signedByIds: [project.ngoId],
    // It has begun, so that it can be reported on.
    ...terms({ from: '2013-01-01' }),
  });
  return project;
}

export const report = (overrides: object = {}) => ({
  kind: 'PROGRESS',
  period: { from: '2013-07-01', to: '2013-09-30' },
  directCumulative: 10_000,
  text: '进展顺利',
  ...overrides,
});

export async function versionOf(subgraph: TestSubgraph, projectId: string): Promise<number> {
  const [row] = await subgraph.sql<{ version: number }>('select version from service_project where id = $1', [projectId]);
  return row?.version ?? 0;
}

export async function statusOf(subgraph: TestSubgraph, projectId: string): Promise<string | undefined> {
  const [row] = await subgraph.sql<{ status: string }>('select status from service_project where id = $1', [projectId]);
  return row?.status;
}

/** The milestones of a project in their order, with the instalment of each. */
export const milestonesOf = (subgraph: TestSubgraph, projectId: string) =>
  subgraph.sql<{ id: string; version: number; instalment: string | null; instalmentVersion: number | null }>(
    `select m.id, m.version, i.id as instalment, i.version as "instalmentVersion"
     from project_milestone m left join project_instalment i on i.milestone_id = m.id where m.project_id = $1 order by m.seq`,
    [projectId],
  );

/** Accepts a milestone by its place in the agreement, from 0. */
export async function accept(subgraph: TestSubgraph, projectId: string, at: number) {
  const milestone = (await milestonesOf(subgraph, projectId))[at];
  return done(subgraph, caseworker, 'acceptMilestone', {
    milestoneId: milestone?.id,
    expectedVersion: milestone?.version,
    acceptance: '材料齐全',
  });
}

/** Releases the instalment of a milestone by its place; gives its payout. */
export async function releaseInstalment(subgraph: TestSubgraph, projectId: string, at: number) {
  const row = (await milestonesOf(subgraph, projectId))[at];
  const instalment = await done(subgraph, caseworker, 'releaseProjectInstalment', {
    instalmentId: row?.instalment,
    expectedVersion: row?.instalmentVersion,
    accountMasked: '0200 **** 1234',
  });
  return instalment.disbursement;
}

export async function budget(subgraph: TestSubgraph): Promise<{ committed: bigint; spent: bigint }> {
  const [row] = await subgraph.sql<{ committed: bigint; spent: bigint }>(
    'select committed_fen as committed, spent_fen as spent from budget where fund_id = $1 and year = 2013',
    [fundId(1)],
  );
  return row as { committed: bigint; spent: bigint };
}

/** A project as a row, in whatever state, of an organisation of its own; gives both ids. */
export async function insertProject(
  subgraph: Pick<TestSubgraph, 'sql'>,
  {
    code = newId(),
    kind = 'INCUBATED',
    status = 'IN_PROGRESS',
    from = '2013-01-01' as string | null,
    to = '2014-01-01' as string | null,
    districts = ['110105'],
  },
): Promise<{ id: string; ngoId: string }> {
  const [id, ngoId] = [newId(), newId()];
  await subgraph.sql(
    `insert into budget values (gen_random_uuid(), $1, 2013, 'PROJECTS', 100000000, 0, 0, 1) on conflict do nothing`,
    [fundId(1)],
  );
  await subgraph.sql(
    `insert into service_project (id, code, name_zh, kind, target_group, fund_id, budget_fen, status, runs_from, runs_to, version,
        ngo_id, budget_id)
      select $1, $2, '项目', $3, 'OTHER', fund_id, 100, $4, $5, $6, 1, $7, id from budget where fund_id = $8 and year = 2013 and category = 'PROJECTS'`,
    [id, code, kind, status, from, to, ngoId, fundId(1)],
  );
  await subgraph.sql('insert into service_project_district select $1, unnest($2::text[])', [id, districts]);
  await subgraph.sql('insert into project_organisation values ($1, $2)', [id, ngoId]);
  return { id, ngoId };
}
