import { caseReceived } from '@union-graph/events';
import {
  checkMemberNames,
  checkMembers,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseDead,
  refuseErased,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { changeCase, tellCase } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { seesCase, worksNear } from '../case/scope.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { refuseMoreThanEmployed } from '../early-warning/headcount.ts';
import { lockWarningsFor, takeUpWarning } from '../early-warning/warningOfCase.ts';
import { LimitationEvent } from '../limitation/LimitationEvent.ts';
import { checkEnd, checkKnowing, limitationFactsOf } from '../limitation/rules.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import type { ApplyForMediationInput } from '../schema.gen.ts';
import { Claim } from './Claim.ts';
import { disputesOf, keepDisputes, refuseDuplicates, withKnownFirms } from './disputes.ts';
import { refuseOutsideGroup } from './groups.ts';
import { refuseOtherIndustry } from './industries.ts';
import { EMPTY_CASE, nextCaseNo } from './newCase.ts';
import { Party } from './Party.ts';
import { claimsOf, partiesOf } from './parties.ts';
import { type Filing, filingPolicy, namesWorkerAt } from './policy.ts';
import { refuseOtherKind } from './respondentNames.ts';
import { checkApplication, checkApplicationParties, checkPlace, isCollective } from './rules.ts';
import { AUTHORITY_OF } from './sources.ts';

/** Receives a dispute (domain rule 2.2.2, first row). A time limit that is over warns and does not refuse (B-14). */
export async function applyForMediation(tx: Tx, given: ApplyForMediationInput): Promise<{ case: MediationCase }> {
  checkApplication(given, tx.number, civilDay(tx.now));
  checkIds(given);
  const facts = limitationFactsOf({ ...given, events: given.limitationEvents ?? [] }, civilDay(tx.now));
  checkKnowing(given.knewOn, given.claims);
  checkEnd(given.terminatedOn, given.claims);
  const org = await findOrg(tx, given);
  const input = { ...given, respondents: await withKnownFirms(tx, given.respondents, org.districtCode) };
  checkApplicationParties(input, tx.viewer.personId);
  await refuseOtherKind(tx, input);
  checkPlace(org, input.respondents);
  const enterpriseIds = input.respondents.map(({ enterpriseId }) => enterpriseId ?? null);
  await refuseOutsideGroup(tx, org, enterpriseIds);
  await refuseOtherIndustry(tx, org, { enterpriseIds, industry: input.industry ?? null }, 'orgId');
  const applicantIds = input.applicants.flatMap(({ memberId }) => memberId ?? []);
  const filing = { scopePath: org.scopePath, applicantIds, source: input.source ?? 'WALK_IN' };
  const told = { ...filing, applicants: input.applicants.length, source: input.draftId == null ? filing.source : null };
  await authoriseFiling(tx, told);
  const forOthers = input.oralRecord != null || input.respondents.some(({ representativeId }) => representativeId != null);
  if (forOthers) filingPolicy.authorise(tx.viewer, 'speakForOthers', told);
  await checkApplicants(tx, input);
  await refuseMoreThanEmployed(tx, {
    enterpriseIds,
    headcountAffected: input.headcountAffected ?? 0,
    atLeast: input.applicants.length,
  });
  const disputes = disputesOf(input);
  await lockWarningsFor(tx, input, org.districtCode);
  await refuseDuplicates(tx, input, disputes);
  const row = await keepCase(tx, input, org, filing);
  const parties = partiesOf(input, row.id);
  await tx.db.insert(Party, parties);
  const claims = claimsOf(input, row.id, parties);
  await tx.db.insert(Claim, claims);
  await keepDisputes(tx, claims, disputes);
  await takeUpWarning(tx, row, input.warningId ?? null);
  await tx.db.insert(
    LimitationEvent,
    facts.map((fact) => ({ id: newId(), caseId: row.id, ...fact })),
  );
  await scheduleSettling(tx, row.id, mediationDueOn(row));
  await tellCase(tx, caseReceived, row);
  return { case: row };
}

/** Throws `FORBIDDEN` for who may not file; a delegate of a linked party speaks for that party and for no other authority. */
async function authoriseFiling(tx: Tx, filing: Filing): Promise<void> {
  filingPolicy.authorise(tx.viewer, 'applyForMediation', filing);
  const authority = filing.source === null ? undefined : AUTHORITY_OF[filing.source];
  if (authority && !worksNear(tx.viewer, filing.scopePath, ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT']))
    await requireDelegate(tx, authority);
}

/** Throws for the record of a worker whom the viewer may not read, before a name is compared with it; the worker of a draft is known from there. */
async function checkApplicants(tx: Tx, { applicants, draftId }: ApplyForMediationInput): Promise<void> {
  const named = applicants.flatMap(({ memberId, nameZh }) => (memberId == null ? [] : [{ memberId, nameZh }]));
  const draft = isId(draftId ?? '') ? await tx.db.findOneBy(MediationCase, { id: draftId as string }) : null;
  const ofDraft = draft?.status === 'DRAFT' && seesCase(tx.viewer, draft) ? draft.applicantIds : [];
  const ids = named.map(({ memberId }) => memberId);
  await refuseErased(tx, ids, 'memberId');
  await checkMembers(tx, ids, 'memberId', () => true);
  const others = ids.filter((id) => !ofDraft.includes(id));
  await checkMembers(tx, others, 'memberId', (path) => namesWorkerAt(tx.viewer, path));
  // A case that was begun while the worker lived is gone on with, as by an heir.
  await refuseDead(tx, others, 'memberId');
  await checkMemberNames(tx, named, 'nameZh', () => true);
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

/** Writes the case: a new one, or the draft that a request to 12351 made of it (J-05). */
async function keepCase(
  tx: Tx,
  input: ApplyForMediationInput,
  org: MediationOrg,
  filing: Pick<MediationCase, 'applicantIds' | 'source'>,
) {
  const personId = tx.viewer.personId;
  const draft = input.draftId != null ? await takeDraft(tx, input, filing) : null;
  const filed = {
    ...filing,
    status: 'RECEIVED' as const,
    orgId: org.id,
    districtCode: org.districtCode,
    scopePath: org.scopePath,
    isCollective: isCollective(input.applicants, tx.number),
    headcountAffected: input.headcountAffected ?? null,
    oralRecord: input.oralRecord?.trim() ?? null,
    ownership: input.ownership,
    industry: input.industry ?? null,
    respondentIds: input.respondents.flatMap(({ representativeId }) => representativeId ?? []),
    filedBy: personId !== null && !filing.applicantIds.includes(personId) ? personId : null,
    receivedAt: tx.now,
  };
  if (draft) return changeCase(tx, draft, { ...filed, source: draft.source });
  const row = await insertRow(tx.db, MediationCase, {
    ...EMPTY_CASE,
    ...filed,
    id: newId(),
    caseNo: await nextCaseNo(tx),
  } as MediationCase);
  return tx.db.findOneByOrFail(MediationCase, { id: row.id });
}

/** The draft that is applied for; a draft made for a worker is filed for that worker. */
async function takeDraft(
  tx: Tx,
  { draftId, source }: ApplyForMediationInput,
  { applicantIds }: Pick<MediationCase, 'applicantIds'>,
): Promise<MediationCase> {
  const draft = await getForUpdate(tx, MediationCase, String(draftId), { what: 'draft', visible: seesCase });
  refuseIf(draft.status !== 'DRAFT', 'INVALID_TRANSITION', 'This case was applied for already, or is over.', {
    field: 'draftId',
  });
  refuseIf(
    source != null && source !== draft.source,
    'VALIDATION_FAILED',
    `The draft came in by ${draft.source}. Leave out "source".`,
    {
      field: 'source',
    },
  );
  refuseIf(
    draft.applicantIds.some((id) => !applicantIds.includes(id)),
    'VALIDATION_FAILED',
    'The draft was made for another worker. Name that worker among the applicants, or apply without the draft.',
    { field: 'draftId' },
  );
  return draft;
}

function checkIds({ applicants, respondents }: ApplyForMediationInput): void {
  for (const { memberId } of applicants) requireIds({ memberId });
  for (const { enterpriseId, representativeId } of respondents) requireIds({ enterpriseId, representativeId });
}
