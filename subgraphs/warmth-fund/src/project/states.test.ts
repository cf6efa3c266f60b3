import { newId } from '@union-graph/subgraph';
import { listed, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, caseworker } from '../../test/books.ts';
import { act, insertProject, partner, report } from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';
import { PROJECT_TRANSITIONS } from './rules.ts';
import type { ProjectStatus } from './ServiceProject.ts';

const STATES = Object.keys(PROJECT_TRANSITIONS) as ProjectStatus[];

/** From which states each step may be taken (domain rule 2.5.2); what else it needs is given. */
const ALLOWED: Readonly<Record<string, readonly ProjectStatus[]>> = {
  applyForProject: ['CALL', 'APPLIED'],
  evaluateProject: ['APPLIED', 'EVALUATED'],
  turnDown: ['CALL', 'APPLIED', 'EVALUATED'],
  award: ['EVALUATED'],
  sign: ['AWARDED'],
  acceptFirst: ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT'],
  acceptLast: ['FINAL_REPORT'],
  progress: ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM'],
  midterm: ['IN_PROGRESS'],
  final: ['MIDTERM'],
  close: ['ACCEPTED'],
  terminate: ['AWARDED', 'AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT'],
};

describe('2.5.2: every state and every step of a project', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  /** A project in a state, with an application, two milestones and the rest that a step could need. */
  async function prepare(status: ProjectStatus, step: string) {
    const { id, ngoId } = await insertProject(subgraph, { status });
    const [application, first, last] = [newId(), newId(), newId()];
    await subgraph.sql(
      `insert into project_application values ($1, $2, $3, '方案', 100, 'SUBMITTED', 'x', '2013-10-01T00:00:00Z', 1)`,
      [application, id, ngoId],
    );
    const accepted = step === 'acceptLast';
    await subgraph.sql(
      `insert into project_milestone values
        ($1, $3, 1, '启动', '2013-10-01', $4, $5::text, $5::text, case when $5::text is null then null else '2013-10-01T00:00:00Z'::timestamptz end, 1),
        ($2, $3, 2, '结项', '2013-12-01', 'PENDING', null, null, null, 1)`,
      [first, last, id, accepted ? 'ACCEPTED' : 'PENDING', accepted ? '齐全' : null],
    );
    return { id, ngoId, application, first, last };
  }

  const take = async (step: string, { id: projectId, ngoId, application, first, last }: Awaited<ReturnType<typeof prepare>>) => {
    const versioned = { projectId, expectedVersion: 1 };
    const terms = {
      from: '2013-10-20',
      to: '2014-01-01',
      totalFen: '100',
      signedByIds: [ngoId],
      milestones: [{ title: '全部', dueAt: '2013-12-01', instalmentFen: '100' }],
    };
    const milestone = (milestoneId: string) => ({ milestoneId, expectedVersion: 1, acceptance: '齐全' });
    const reporting = (kind: string) => act(subgraph, partner(ngoId), 'reportProject', { projectId, ...report({ kind }) });
    // An agreement takes the numbers of milestones that the sweep has laid out.
    if (step === 'sign') await subgraph.sql('update project_milestone set seq = seq + 10 where project_id = $1', [projectId]);
    const steps: Readonly<Record<string, () => ReturnType<typeof act>>> = {
      applyForProject: async () =>
        act(subgraph, caseworker, 'applyForProject', {
          projectId,
          ngoId: await listed(subgraph.sql, 'SOCIAL_ORGANISATION'),
          staffIds: [newId()],
          proposal: '方案',
          requestedFen: '1',
        }),
      evaluateProject: () =>
        act(subgraph, caseworker, 'evaluateProject', { applicationId: application, score: 1, remarks: '可行' }),
      turnDown: () => act(subgraph, approver, 'awardProject', { ...versioned, applicationId: null }),
      award: () => act(subgraph, approver, 'awardProject', { ...versioned, applicationId: application }),
      sign: () => act(subgraph, approver, 'signProjectAgreement', { ...versioned, ...terms }),
      acceptFirst: () => act(subgraph, caseworker, 'acceptMilestone', milestone(first)),
      acceptLast: () => act(subgraph, caseworker, 'acceptMilestone', milestone(last)),
      progress: () => reporting('PROGRESS'),
      midterm: () => reporting('MIDTERM'),
      final: () => reporting('FINAL'),
      close: () => act(subgraph, approver, 'closeProject', versioned),
      terminate: () => act(subgraph, approver, 'terminateProject', { ...versioned, reason: '中止', returnedFen: '0' }),
    };
    return subgraph.code(steps[step]?.() as ReturnType<typeof act>);
  };

  test.each(Object.keys(ALLOWED))('%s', async (step) => {
    const codes: Record<string, string | null> = {};
    for (const status of STATES) {
      const prepared = await prepare(status, step);
      // Where an award is in the budget already, its organisation is.
      if (step === 'award') await subgraph.sql('delete from project_organisation where project_id = $1', [prepared.id]);
      await subgraph.sql('update budget set committed_fen = 1000000, spent_fen = 0');
      codes[status] = await take(step, prepared);
    }
    const expected = STATES.map((status) => {
      if (ALLOWED[step]?.includes(status)) return [status, null];
      if (step === 'award' && status === 'APPLIED') return [status, 'THRESHOLD_NOT_MET'];
      // Access ends with the contract.
      const isClosedTo = status === 'TERMINATED' && ['progress', 'midterm', 'final'].includes(step);
      return [status, isClosedTo ? 'NOT_FOUND' : 'INVALID_TRANSITION'];
    });
    expect(codes).toEqual(Object.fromEntries(expected));
  });
});
