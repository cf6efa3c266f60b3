import { identityCheckDigit, ROLES, type Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, type Row, type Sql, staff } from '@union-graph/testing';
import { inventedFile } from '../builders/importFile.ts';
import { buildCard, buildConsent, buildJointUnion, buildMember, buildMerge, buildWorker } from '../builders/index.ts';
import { fresh, HANDLERS, OFFICERS, type Trial, type Trials } from './trial.ts';

const _CITY = staff(newId(), 'CITY_DEPT');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const ONE = { expectedVersion: 1 };
const WHY = { reason: '查验身份证', evidenceRef: 'box-9' };
const officerAt = (path: string, role: Role = 'JOINT_UNION_OFFICER') => staff(newId(), role, path);
const AT_ONCE = { elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

/** What a union's staff does with a member's card in a state. */
const cardStep = (status: string, may: readonly Role[] = HANDLERS): Trial => ({
  ...AT_ONCE,
  may,
  make: async (sql) => {
    const { id, scope_path } = await buildMember(sql);
    await buildConsent(sql, id);
    return { viewer: officerAt(scope_path), input: { cardId: (await buildCard(sql, id, status)).id, ...ONE } };
  },
});

const cardTrials: Trials = {
  applyCard: {
    may: HANDLERS,
    elsewhere: 'NOT_FOUND',
    twenty: 'CARD_ALREADY_ACTIVE',
    make: async (sql) => {
      const { id } = await buildMember(sql);
      await buildConsent(sql, id);
      return { viewer: member(id), input: { memberId: id } };
    },
  },
  issueCard: cardStep('APPLIED'),
  activateCard: cardStep('ISSUED'),
  freezeCard: cardStep('ACTIVE'),
  unfreezeCard: cardStep('FROZEN'),
  reportCardLost: cardStep('ACTIVE', [...HANDLERS, 'HOTLINE_AGENT']),
  cancelCard: cardStep('ACTIVE'),
  giveConsent: {
    may: HANDLERS,
    blank: { evidenceRef: 'CONSENT_REQUIRED' },
    elsewhere: 'NOT_FOUND',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const { id } = await buildMember(sql);
      const consent = { purpose: 'DELIVERY', scope: ['card'], separate: true, evidenceRef: 'online' };
      return { viewer: member(id), input: { memberId: id, ...consent } };
    },
  },
  withdrawConsent: {
    ...AT_ONCE,
    may: [],
    make: async (sql) => {
      const { id } = await buildMember(sql);
      return { viewer: member(id), input: { consentId: (await buildConsent(sql, id)).id, ...ONE } };
    },
  },
};

/** A step of an open application by the union's officer. */
const applicationStep = (more: object = {}): Trial => ({
  ...AT_ONCE,
  may: OFFICERS,
  make: async (sql) => {
    const union = await buildJointUnion(sql);
    return {
      viewer: officerAt(union.scope_path),
      input: { applicationId: await buildApplication(sql, union.id), ...ONE, ...more },
    };
  },
});

async function buildApplication(sql: Sql, unionId: string, submittedBy?: string): Promise<string> {
  const { id } = await buildWorker(sql);
  const sent = { submitted_by_id: submittedBy ?? id, evidence_ref: 'form-7', submitted_at: '2013-10-18T09:00:00+08:00' };
  const application = { id: newId(), member_id: id, union_id: unionId, status: 'SUBMITTED', ...sent };
  await insert(sql, 'membership_application', application);
  return application.id;
}

/** What a member's officer does with the membership. */
const membershipStep = (more: object, overrides: Row = {}): Trial => ({
  ...AT_ONCE,
  may: OFFICERS,
  make: async (sql) => {
    // The district's: a union's officer no longer sees who has left the union.
    const { id } = await buildMember(sql, overrides);
    return { viewer: DISTRICT, input: { memberId: id, ...ONE, ...more } };
  },
});

function identityNumber(): string {
  const digits = `11010519000102${fresh('').padStart(3, '0').slice(-3)}`;
  return digits + identityCheckDigit(digits);
}

const membershipTrials: Trials = {
  applyForMembership: {
    // Who is signed in and does not take applications applies for themselves.
    may: ROLES,
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      const known = { nameZh: '刘春花', employmentKind: 'CASUAL', districtCode: '110105' };
      const person = { identityNumber: identityNumber(), phone: '000-8765-4321', email: 'liu@mail.local', ...known };
      return { viewer: officerAt(union.scope_path), input: { person, unionId: union.id, evidenceRef: 'form-7' } };
    },
  },
  reviewMembership: applicationStep(),
  decideMembership: applicationStep({ approve: false, reason: '材料不全' }),
  withdrawMembershipApplication: {
    ...applicationStep(),
    may: [],
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      const sender = officerAt(union.scope_path);
      const applicationId = await buildApplication(sql, union.id, sender.personId as string);
      return { viewer: sender, input: { applicationId, ...ONE } };
    },
  },
  leaveUnion: membershipStep({}),
  expelMember: membershipStep({ decisionRef: 'decision-7' }),
  recordDeath: membershipStep({ diedOn: '2013-10-01' }),
  withdrawDeath: {
    ...AT_ONCE,
    may: OFFICERS,
    make: async (sql) => {
      const { id } = await buildWorker(sql, { membership_status: 'DECEASED', died_on: '2013-10-01' });
      return { viewer: DISTRICT, input: { memberId: id, ...ONE, ...WHY } };
    },
  },
  retainMembership: membershipStep({ cause: 'UNEMPLOYED' }),
  resumeMembership: membershipStep(
    { employmentKind: 'CASUAL' },
    { membership_status: 'RETAINED', employment_kind: 'UNEMPLOYED' },
  ),
  correctMember: {
    ...AT_ONCE,
    may: OFFICERS,
    make: async (sql) => {
      const { id } = await buildWorker(sql);
      return { viewer: DISTRICT, input: { memberId: id, nameZh: '改名', ...ONE, ...WHY } };
    },
  },
  mergeMembers: {
    may: OFFICERS,
    elsewhere: 'NOT_FOUND',
    twenty: 'VALIDATION_FAILED',
    make: async (sql) => {
      const [survivor, duplicate] = [await buildWorker(sql), await buildWorker(sql)];
      return {
        viewer: DISTRICT,
        input: {
          survivorId: survivor.id,
          duplicateId: duplicate.id,
          ...ONE,
          duplicateVersion: 1,
          ...WHY,
          acknowledgeDifferences: true,
        },
      };
    },
  },
  unmergeMembers: {
    ...AT_ONCE,
    may: OFFICERS,
    make: async (sql) => {
      const [survivor, duplicate] = [await buildWorker(sql), await buildWorker(sql)];
      return {
        viewer: DISTRICT,
        input: { mergeId: await buildMerge(sql, survivor.id, duplicate.id), ...ONE, reason: WHY.reason },
      };
    },
  },
  importMembers: {
    may: OFFICERS,
    elsewhere: 'FORBIDDEN',
    twenty: 'done',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      const file = inventedFile(1, 900_000 + Number(fresh('')));
      return { viewer: officerAt(union.scope_path), input: { unionId: union.id, dryRun: true, evidenceRef: 'box-7', file } };
    },
  },
};

async function buildTransfer(sql: Sql) {
  const { id, union } = await buildMember(sql, { membership_status: 'TRANSFERRING' });
  const to = await buildJointUnion(sql);
  const asked = { status: 'REQUESTED', requested_at: '2013-10-10T09:00:00+08:00', due_on: '2013-11-09' };
  const transfer = { id: newId(), member_id: id, from_union_id: union.id, to_union_id: to.id, ...asked };
  await insert(sql, 'membership_transfer', transfer);
  return { viewer: officerAt(to.scope_path), input: { transferId: transfer.id, ...ONE } };
}

const transferTrials: Trials = {
  requestTransfer: {
    ...AT_ONCE,
    may: OFFICERS,
    make: async (sql) => {
      const { id } = await buildMember(sql);
      return { viewer: member(id), input: { memberId: id, toUnionId: (await buildJointUnion(sql)).id, ...ONE } };
    },
  },
  acceptTransfer: { ...AT_ONCE, may: OFFICERS, make: buildTransfer },
  returnTransfer: { ...AT_ONCE, may: OFFICERS, make: buildTransfer },
};

const dataTrial: Trial = {
  may: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'PRIVACY_OFFICER'],
  elsewhere: 'NOT_FOUND',
  twenty: 'DUPLICATE',
  make: async (sql) => {
    const { id, scope_path } = await buildMember(sql);
    return { viewer: officerAt(scope_path), input: { memberId: id, evidenceRef: 'letter-7' } };
  },
};

const dataTrials: Trials = {
  requestMyData: dataTrial,
  requestErasure: dataTrial,
  decideDataRequest: {
    ...AT_ONCE,
    may: ['PRIVACY_OFFICER'],
    make: async (sql) => {
      const { id } = await buildMember(sql);
      const asked = { requested_by_id: newId(), requested_at: '2013-10-18T09:00:00+08:00', due_on: '2013-11-17' };
      const request = { id: newId(), member_id: id, kind: 'ACCESS', status: 'RECEIVED', evidence_ref: 'letter-7', ...asked };
      await insert(sql, 'personal_data_request', request);
      const input = { requestId: request.id, approve: false, reason: '证明不全', ...ONE };
      return { viewer: officerAt('/city/110105/', 'PRIVACY_OFFICER'), input };
    },
  },
};

export const peopleTrials: Trials = { ...cardTrials, ...membershipTrials, ...transferTrials, ...dataTrials };
