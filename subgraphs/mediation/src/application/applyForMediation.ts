import { maskPhone } from '@union-graph/identity';
import { civilDay, insertRow, isId, newId, notFound, refuseIf, requireIds, rows, sql, type Tx } from '@union-graph/subgraph';
import { announce } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { LimitationEvent } from '../limitation/LimitationEvent.ts';
import { factsOf } from '../limitation/rules.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import type { ApplyForMediationInput } from '../schema.gen.ts';
import { Claim } from './Claim.ts';
import { refuseDuplicates } from './disputes.ts';
import { Party } from './Party.ts';
import { filingPolicy } from './policy.ts';
import { checkApplication, disputeKey, isCollective, maskId } from './rules.ts';

/** Receives a dispute (domain rule 2.2.2, first row). A time limit that is over warns and does not refuse (B-14). */
export async function applyForMediation(tx: Tx, input: ApplyForMediationInput): Promise<{ case: MediationCase }> {
  checkApplication(input);
  checkIds(input);
  const facts = factsOf({ ...input, events: input.limitationEvents ?? [] }, civilDay(tx.now));
  const org = await findOrg(tx, input);
  const applicantIds = input.applicants.flatMap(({ memberId }) => memberId ?? []);
  const filing = { scopePath: org.scopePath, applicantIds, source: input.source ?? 'WALK_IN' };
  filingPolicy.authorise(tx.viewer, 'applyForMediation', filing);
  const forOthers = input.oralRecord != null || input.respondents.some(({ representativeId }) => representativeId != null);
  if (forOthers) filingPolicy.authorise(tx.viewer, 'speakForOthers', filing);
  await refuseDuplicates(
    tx,
    input.claims.map((claim) => disputeKey(input, claim)),
  );
  const row = await insertCase(tx, input, org, filing);
  await tx.db.insert(Party, partiesOf(input, row.id));
  await tx.db.insert(Claim, claimsOf(input, row.id));
  await tx.db.insert(
    LimitationEvent,
    facts.map((fact) => ({ id: newId(), caseId: row.id, ...fact })),
  );
  await scheduleSettling(tx, row.id, mediationDueOn(row));
  await announce(tx, row, 'case.received');
  return { case: row };
}

/** Where the case goes: an organisation by id, or the one that sits in a service point. */
async function findOrg({ db }: Tx, { orgId, servicePointId }: ApplyForMediationInput): Promise<MediationOrg> {
  const id = String(orgId ?? servicePointId);
  const where = orgId ? { id } : { servicePointId: id };
  const orgs = isId(id) ? await db.find(MediationOrg, { where }) : [];
  const org = orgs.find(({ status }) => status !== 'DISSOLVED');
  if (org) return org;
  refuseIf(orgs.length > 0, 'VALIDATION_FAILED', `"${orgs[0]?.nameZh}" was dissolved. Apply at another organisation.`, {
    field: 'orgId',
  });
  throw notFound(orgId ? 'mediation organisation' : 'service point with a mediation room', id);
}

async function insertCase(
  tx: Tx,
  input: ApplyForMediationInput,
  org: MediationOrg,
  filing: Pick<MediationCase, 'applicantIds' | 'source'>,
) {
  const personId = tx.viewer.personId;
  const row = await insertRow(tx.db, MediationCase, {
    ...EMPTY,
    ...filing,
    id: newId(),
    caseNo: await nextCaseNo(tx),
    orgId: org.id,
    districtCode: org.districtCode,
    scopePath: org.scopePath,
    isCollective: isCollective(input.applicants),
    oralRecord: input.oralRecord?.trim() ?? null,
    ownership: input.ownership,
    industry: input.industry ?? null,
    respondentIds: input.respondents.flatMap(({ representativeId }) => representativeId ?? []),
    filedBy: personId !== null && !filing.applicantIds.includes(personId) ? personId : null,
    receivedAt: tx.now,
  } as MediationCase);
  return tx.db.findOneByOrFail(MediationCase, { id: row.id });
}

/** A case on which nothing was done yet. */
const EMPTY = {
  status: 'RECEIVED',
  acceptedAt: null,
  refusedAt: null,
  refusalReason: null,
  refusalNoticeRef: null,
  mediatorId: null,
  mediatorPersonId: null,
  lawyerId: null,
  lawyerPersonId: null,
  extensionDays: null,
  agreedAt: null,
  totalFen: 0n,
  nextPaymentOn: null,
  failedAt: null,
  failureReason: null,
  referredAt: null,
  limitationRiskAccepted: false,
  awardedFen: 0n,
  recoveredFen: 0n,
  closedAt: null,
  version: 1,
} as const;

/** `京劳调〔2013〕100001号`: the year, and a number that is never given twice. */
async function nextCaseNo({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ number: bigint }>(db, sql`select nextval('case_number') as number`);
  return `京劳调〔${civilDay(now).slice(0, 4)}〕${next?.number}号`;
}

function partiesOf({ applicants, respondents }: ApplyForMediationInput, caseId: string): Party[] {
  const asking = applicants.map(({ memberId, nameZh, idLast4, phone, representative }) => ({
    side: 'APPLICANT' as const,
    memberId: memberId ?? null,
    representativeId: null,
    enterpriseId: null,
    nameZh: nameZh.trim(),
    idMasked: maskId(idLast4),
    phoneMasked: phone ? maskPhone(phone) : null,
    isRepresentative: representative ?? false,
  }));
  const asked = respondents.map(({ enterpriseId, nameZh, representativeId, phone }) => ({
    side: 'RESPONDENT' as const,
    memberId: null,
    representativeId: representativeId ?? null,
    enterpriseId: enterpriseId ?? null,
    nameZh: nameZh.trim(),
    idMasked: null,
    phoneMasked: phone ? maskPhone(phone) : null,
    isRepresentative: false,
  }));
  return [...asking, ...asked].map((party, position) => ({ id: newId(), caseId, position, ...party }));
}

const claimsOf = (input: ApplyForMediationInput, caseId: string): Claim[] =>
  input.claims.map((claim, position) => ({
    id: newId(),
    caseId,
    position,
    kind: claim.kind,
    amountFen: claim.amountFen ?? null,
    periodFrom: claim.periodFrom ?? null,
    periodTo: claim.periodTo ?? null,
    ground: claim.ground.trim(),
    disputeKey: disputeKey(input, claim),
    open: true,
  }));

function checkIds({ applicants, respondents }: ApplyForMediationInput): void {
  for (const { memberId } of applicants) requireIds({ memberId });
  for (const { enterpriseId, representativeId } of respondents) requireIds({ enterpriseId, representativeId });
}
