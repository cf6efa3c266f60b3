import { newId } from '@union-graph/subgraph';
import { listed, type TestSubgraph, type Trial, type Trials } from '@union-graph/testing';
import { approver, caseworker, deposit } from '../books.ts';
import {
  AFTER_CALL,
  accept,
  allocate,
  applied,
  awarded,
  CALL_DAY,
  callInput,
  evaluated,
  insertProject,
  milestonesOf,
  partner,
  report,
  signed,
  terms,
  versionOf,
} from '../projects.ts';
import { by, trialOf } from './trial.ts';

const BOTH = { may: ['FUND_CASEWORKER', 'FUND_APPROVER'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;
const APPROVER = { ...BOTH, may: ['FUND_APPROVER'] } as const;

async function budgeted(subgraph: TestSubgraph): Promise<void> {
  const known = await subgraph.sql("select from budget where category = 'PROJECTS' and year = 2013");
  if (known.length > 0) return;
  await deposit(subgraph, 1, 10_000_000);
  await allocate(subgraph, '10000000');
}

const step = async (subgraph: TestSubgraph, id: string) => ({ projectId: id, expectedVersion: await versionOf(subgraph, id) });

/** A step of a project by the approver, from the state that a helper brings it to. */
const projectStep = (
  make: (subgraph: TestSubgraph) => Promise<{ id: string; ngoId: string }>,
  more: (project: { ngoId: string; applicationId?: string }) => object = () => ({}),
): Trial =>
  trialOf(APPROVER, async (subgraph) => {
    await budgeted(subgraph);
    const project = await make(subgraph);
    return by(approver, { ...(await step(subgraph, project.id)), ...more(project) }, AFTER_CALL);
  });

export const projectTrials: Trials = {
  openProjectCall: trialOf({ ...BOTH, twenty: 'DUPLICATE' }, async () => by(caseworker, callInput(), CALL_DAY)),
  // The people of a social organisation are on no register.
  applyForProject: trialOf({ ...BOTH, twenty: 'DUPLICATE', notLookedUp: ['staffIds'] }, async (subgraph) => {
    const { id } = await applied(subgraph);
    return by(
      caseworker,
      {
        projectId: id,
        ngoId: await listed(subgraph.sql, 'SOCIAL_ORGANISATION'),
        staffIds: [newId()],
        proposal: '互助小组',
        requestedFen: '900',
      },
      CALL_DAY,
    );
  }),
  evaluateProject: trialOf(
    { ...BOTH, may: ['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'], twenty: 'DUPLICATE' },
    async (subgraph) =>
      by(caseworker, { applicationId: (await applied(subgraph)).applicationId, score: 80, remarks: '可行' }, AFTER_CALL),
  ),
  awardProject: projectStep(evaluated, ({ applicationId }) => ({ applicationId, awardedFen: '900' })),
  signProjectAgreement: projectStep(awarded, ({ ngoId }) => ({ signedByIds: [ngoId], ...terms() })),
  acceptMilestone: trialOf(BOTH, async (subgraph) => {
    await budgeted(subgraph);
    const { id } = await signed(subgraph);
    const [first] = await milestonesOf(subgraph, id);
    return by(caseworker, { milestoneId: first?.id, expectedVersion: first?.version, acceptance: '材料齐全' }, AFTER_CALL);
  }),
  releaseProjectInstalment: trialOf(
    { ...BOTH, may: ['FUND_CASEWORKER'], hears: { accountMasked: 'VALIDATION_FAILED' } },
    async (subgraph) => {
      await budgeted(subgraph);
      const { id } = await signed(subgraph);
      await accept(subgraph, id, 0);
      const [first] = await milestonesOf(subgraph, id);
      return by(
        caseworker,
        { instalmentId: first?.instalment, expectedVersion: first?.instalmentVersion, accountMasked: '0200 **** 1234' },
        AFTER_CALL,
      );
    },
  ),
  reportProject: trialOf({ may: [], elsewhere: 'NOT_FOUND', twenty: 'done' }, async (subgraph) => {
    const { id, ngoId } = await insertProject(subgraph, {});
    return by(partner(ngoId), { projectId: id, ...report() }, AFTER_CALL);
  }),
  closeProject: projectStep((subgraph) => insertProject(subgraph, { status: 'ACCEPTED' })),
  terminateProject: projectStep(awarded, () => ({ reason: '机构停止服务', returnedFen: '0' })),
};
