import type { TestSubgraph, Trials } from '@union-graph/testing';
import { allocateAid, clerk, done, insertCycle, setCycle, stepOf } from '../aid.ts';
import { approver, caseworker, deposit } from '../books.ts';
import { buildPlan, type Covered, claimStep, covered, FIRE_PAPERS, fireInput, paper, type TestClaim } from '../claims.ts';
import { insertFile } from '../hardship.ts';
import { by, trialOf } from './trial.ts';

const STEP = { elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
const CASEWORKER = { ...STEP, may: ['FUND_CASEWORKER'], other: 'isAnotherEvent' } as const;

async function plan(subgraph: TestSubgraph): Promise<void> {
  const known = await subgraph.sql('select from mutual_aid_plan');
  if (known.length === 0) await buildPlan(subgraph);
}

/** The open cycle of emergency aid, made once a test database. */
async function openCycle(subgraph: TestSubgraph): Promise<string> {
  const [known] = await subgraph.sql<{ id: string }>('select id from aid_cycle');
  if (!known) {
    await allocateAid(subgraph, '100000000');
    return insertCycle(subgraph, { code: 'EMERGENCY' });
  }
  await setCycle(subgraph, known.id, 'OPEN');
  return known.id;
}

/** An application for the loss of a person for whom the mutual aid paid the day before; checked. */
async function paidTheDayBefore(subgraph: TestSubgraph) {
  await plan(subgraph);
  for (const fund of [1, 3]) await deposit(subgraph, fund, 1_000_000);
  const cycleId = await openCycle(subgraph);
  const { person: head, viewer } = await covered(subgraph);
  await insertFile(subgraph, { head, path: '/city/110105/u/' });
  const claim = await claimStep(subgraph, viewer, 'submitClaim', null, fireInput({ eventAt: '2013-08-01' }));
  const assessed = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
  await claimStep(subgraph, approver, 'approveClaim', assessed, { decision: 'ACCEPT' });
  const loss = { kind: 'HOME_FIRE', happenedOn: '2013-08-02' };
  const wish = { cycleId, memberId: head, requestedFen: '1000', reason: '又失火', loss };
  const application = await done(subgraph, clerk, 'checkAid', stepOf(await done(subgraph, clerk, 'applyForAid', wish)));
  return { application, cycleId };
}

const SAYS = { opinion: '是另一次火灾', isAnotherEvent: true };

/** A covered person, and papers by which a claim of another household is proved already. */
async function sharedPapers(subgraph: TestSubgraph): Promise<Covered & { documents: object[] }> {
  await plan(subgraph);
  const [neighbour, who] = [await covered(subgraph), await covered(subgraph)];
  const documents = FIRE_PAPERS.map((kind) => paper(kind));
  await claimStep(subgraph, neighbour.viewer, 'submitClaim', null, fireInput({ documents }));
  return { ...who, documents };
}

const claimOf = ({ id, version }: TestClaim) => ({ claimId: id, expectedVersion: version });

/** The same mutations where a caseworker says that an event is another one, without which they, or the approval that follows, are refused. */
export const anotherEventTrials: Trials = {
  reviewAid: trialOf(CASEWORKER, async (subgraph) => {
    const { application } = await paidTheDayBefore(subgraph);
    return by(caseworker, { ...stepOf(application), ...SAYS });
  }),
  approveAid: trialOf({ ...STEP, may: ['FUND_APPROVER'] }, async (subgraph) => {
    const { application, cycleId } = await paidTheDayBefore(subgraph);
    const reviewed = await done(subgraph, caseworker, 'reviewAid', { ...stepOf(application), ...SAYS });
    await setCycle(subgraph, cycleId, 'FROZEN');
    return by(approver, { ...stepOf(reviewed), approvedFen: '1000' });
  }),
  submitClaim: trialOf(
    {
      ...CASEWORKER,
      twenty: 'DUPLICATE',
      hears: { memberId: 'NOT_ELIGIBLE', accountMasked: 'VALIDATION_FAILED', disabilityGrade: 'VALIDATION_FAILED' },
    },
    async (subgraph) => {
      const { person, documents } = await sharedPapers(subgraph);
      return by(caseworker, { ...fireInput({ documents }), memberId: person, isAnotherEvent: true });
    },
  ),
  addClaimDocuments: trialOf(CASEWORKER, async (subgraph) => {
    const { viewer, documents } = await sharedPapers(subgraph);
    const claim = await claimStep(subgraph, viewer, 'submitClaim', null, fireInput({ documents: [] }));
    return by(caseworker, { ...claimOf(claim), documents, isAnotherEvent: true });
  }),
};
