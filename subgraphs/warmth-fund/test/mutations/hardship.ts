import { newId } from '@union-graph/subgraph';
import type { Trials } from '@union-graph/testing';
import { member, type TestSubgraph } from '@union-graph/testing';
import { approver, caseworker } from '../books.ts';
import {
  active,
  done,
  householdInput,
  insertFile,
  knowHousehold,
  listVisitors,
  officer,
  onNotice,
  opened,
  payload,
  stepOf,
  verified,
  visitors,
} from '../hardship.ts';
import { by, trialOf } from './trial.ts';

const KEEPERS = {
  may: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'],
  elsewhere: 'NOT_FOUND',
  twenty: 'VERSION_CONFLICT',
} as const;
const CASEWORKER = { ...KEEPERS, may: ['FUND_CASEWORKER'] } as const;
const APPROVER = { ...KEEPERS, may: ['FUND_APPROVER'] } as const;
/** The day on which files are opened, one on which their notice is over, and one on which their review is due. */
const [DAY, LATER, REVIEW] = ['2013-09-02T10:00:00+08:00', '2013-09-10T10:00:00+08:00', '2014-09-10T10:00:00+08:00'];

const proofs = (file: { household: { members: { id: string; monthlyIncomeFen: string }[] } }) => ({
  incomes: file.household.members.map(({ id, monthlyIncomeFen }) => ({
    householdMemberId: id,
    monthlyIncomeFen,
    document: '收入证明',
  })),
});

async function dueAndProven(subgraph: TestSubgraph) {
  const file = await active(subgraph);
  return done(subgraph, officer, 'submitIncomeEvidence', { ...stepOf(file), ...proofs(file) }, REVIEW);
}

const objection = async (subgraph: TestSubgraph) =>
  (await payload(subgraph, member(newId()), 'objectToNotice', { noticeId: (await onNotice(subgraph)).notice.id, reason: '有车' }))
    .objection;

export const hardshipTrials: Trials = {
  openHardshipFile: trialOf(
    { ...KEEPERS, elsewhere: 'FORBIDDEN', twenty: 'HOUSEHOLD_FILE_EXISTS', other: 'evidenceRef' },
    async (subgraph) => {
      const input = { ...householdInput(), evidenceRef: 'evidence/1' };
      await knowHousehold(subgraph, input);
      return by(officer, input, DAY);
    },
  ),
  recordHomeVisit: trialOf(KEEPERS, async (subgraph) => {
    await listVisitors(subgraph);
    return by(
      officer,
      { ...stepOf(await opened(subgraph)), visitorIds: visitors, visitedAt: '2013-09-02', findings: '情况属实' },
      DAY,
    );
  }),
  submitIncomeEvidence: trialOf(KEEPERS, async (subgraph) => {
    const file = await opened(subgraph);
    return by(officer, { ...stepOf(file), ...proofs(file) }, DAY);
  }),
  publishNotice: trialOf({ ...CASEWORKER, hears: { maskedName: 'VALIDATION_FAILED' } }, async (subgraph) =>
    by(caseworker, { ...stepOf(await verified(subgraph)), maskedName: '测**' }, DAY),
  ),
  objectToNotice: trialOf({ may: [], elsewhere: null, twenty: 'DUPLICATE' }, async (subgraph) =>
    by(member(newId()), { noticeId: (await onNotice(subgraph)).notice.id, reason: '有出租房' }, DAY),
  ),
  decideObjection: trialOf(APPROVER, async (subgraph) => {
    const { id, version } = await objection(subgraph);
    return by(approver, { objectionId: id, expectedVersion: version, outcome: 'DISMISSED', decision: '不属实' }, DAY);
  }),
  approveFile: trialOf(APPROVER, async (subgraph) => by(approver, stepOf(await onNotice(subgraph)), LATER)),
  rejectFile: trialOf(APPROVER, async (subgraph) => by(approver, { ...stepOf(await opened(subgraph)), note: '不符合' }, DAY)),
  reviewFile: trialOf(CASEWORKER, async (subgraph) => by(caseworker, stepOf(await dueAndProven(subgraph)), REVIEW)),
  exitFile: trialOf({ ...KEEPERS, may: ['FUND_CASEWORKER', 'FUND_APPROVER'] }, async (subgraph) => {
    const id = await insertFile(subgraph, { path: '/city/110105/u/' });
    return by(caseworker, { fileId: id, expectedVersion: 1, reason: 'LEFT_BEIJING' });
  }),
  rejectHardshipDraft: trialOf(KEEPERS, async (subgraph) => {
    const memberId = newId();
    await dispatch(subgraph, memberId);
    const [draft] = await subgraph.sql<{ id: string; version: number }>(
      'select id, version from hardship_file where head_member_id = $1',
      [memberId],
    );
    return by(officer, { ...stepOf(draft as { id: string; version: number }), note: '收入高于标准' });
  }),
};

/** A request to 12351 that is handed to the fund: the draft of a file. */
const dispatch = (subgraph: TestSubgraph, memberId: string) =>
  subgraph.send({
    type: 'organisation.request.dispatched',
    subject: newId(),
    aggregateversion: 1,
    data: {
      ...{ target: 'WARMTH_FUND', category: 'RIGHTS', channel: 'PHONE', memberId, districtCode: '110105' },
      ...{ scopePath: '/city/110105/u/', dueAt: '2013-10-30T16:00:00Z' },
    },
  });
