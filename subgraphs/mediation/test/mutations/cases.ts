import { newId } from '@union-graph/subgraph';
import { knownMember, member, type TestSubgraph, type Trials } from '@union-graph/testing';
import { at, type BuiltCase, buildCase, buildMediator, buildOrg, placeFirms } from '../build.ts';
import { add, PDF, put, sha256 } from '../evidence.ts';
import { by, CENTRE, FILERS, trialOf } from './trial.ts';

/** What a step of a case owes: whoever does not see the case does not learn of it. */
export const STEP = { may: [], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
const OF_CENTRE = { ...STEP, may: CENTRE } as const;

/** A session is held after the acceptance, three days ago, and is not to come; the sides are told before it, and after the receipt a day earlier. */
const SESSION = {
  outside: { heldAt: [at(-4), at(1)], applicantNotifiedAt: [at(-5), at(1)], respondentNotifiedAt: [at(-5), at(1)] },
  hears: { applicantNotifiedAt: 'VALIDATION_FAILED', respondentNotifiedAt: 'VALIDATION_FAILED' },
} as const;

/** A case in a state, and the part of every input that names it. */
export const inState = async (subgraph: TestSubgraph, ...wanted: [status: string, shape?: Parameters<typeof buildCase>[2]]) => {
  const built = await buildCase(subgraph, ...wanted);
  return { built, known: { caseId: built.id, expectedVersion: 1 } };
};

const piece = (built: BuiltCase) => ({
  caseId: built.id,
  expectedVersion: 1,
  partyId: built.partyIds.applicant,
  kind: 'CONTRACT',
  nameZh: '劳动合同',
  confidential: false,
  contentType: 'application/pdf',
  bytes: PDF.length,
  sha256: sha256(PDF),
});

const filingTrials: Trials = {
  applyForMediation: trialOf(
    {
      may: FILERS.filter((role) => role !== 'LINKED_PARTY'),
      elsewhere: 'FORBIDDEN',
      twenty: 'DUPLICATE',
      filled: ['oralRecord'],
    },
    async (subgraph) => {
      const [worker, enterpriseId, orgId] = [newId(), newId(), await buildOrg(subgraph)];
      await knownMember(subgraph.sql, worker);
      await placeFirms(subgraph, enterpriseId);
      return by(member(worker), {
        orgId,
        ownership: 'PRIVATE',
        knewOn: '2013-07-01',
        terminatedOn: '2013-07-19',
        applicants: [{ memberId: worker, nameZh: '李建国' }],
        respondents: [{ enterpriseId, nameZh: '某公司' }],
        claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
      });
    },
  ),
  decideAcceptance: trialOf(
    // An accepting decision has no reason and no notice; whom the respondent names is a person of another service.
    { ...OF_CENTRE, notLookedUp: ['respondentRepresentativeId'] },
    async (subgraph) => {
      const { built, known } = await inState(subgraph, 'RECEIVED');
      return by(built.centre, { ...known, accept: true, respondentConsents: true });
    },
  ),
  withdrawCase: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'RECEIVED');
    return by(built.applicant, known);
  }),
  addEvidence: trialOf({ ...STEP, twenty: 'done' }, async (subgraph) => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    return by(built.applicant, piece(built));
  }),
  completeEvidence: trialOf(STEP, async (subgraph) => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const { evidence } = (await add(subgraph, built.applicant, built)).data.addEvidence;
    await put(evidence.upload, PDF);
    return by(built.applicant, { evidenceId: evidence.id, expectedVersion: 1 });
  }),
};

const sessionTrials: Trials = {
  assignMediator: trialOf(OF_CENTRE, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'ACCEPTED');
    return by(built.centre, { ...known, mediatorId: (await buildMediator(subgraph, built.orgId)).id });
  }),
  recuseMediator: trialOf(OF_CENTRE, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'AGREED');
    const successorId = (await buildMediator(subgraph, built.orgId)).id;
    return by(built.mediator.viewer, { ...known, reason: '回避', successorId });
  }),
  openSession: trialOf({ ...STEP, ...SESSION }, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'ASSIGNED');
    const told = { applicantNotifiedAt: at(-1), respondentNotifiedAt: at(-1) };
    return by(built.mediator.viewer, { ...known, ...told, heldAt: at(0), attendees: ['双方'] });
  }),
  extendMediation: trialOf(OF_CENTRE, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'IN_MEDIATION');
    return by(built.mediator.viewer, { ...known, days: 5, applicantAgrees: true, respondentAgrees: true });
  }),
  declareFailure: trialOf(STEP, async (subgraph) => {
    const { built, known } = await inState(subgraph, 'IN_MEDIATION');
    return by(built.applicant, { ...known, reason: '分歧较大' });
  }),
};

export const caseTrials: Trials = { ...filingTrials, ...sessionTrials };
