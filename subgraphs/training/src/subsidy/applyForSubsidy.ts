import {
  checkedDayOfWork,
  civilDay,
  getEnterprise,
  insertRow,
  newId,
  Refusal,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { Not } from 'typeorm';
import { Certificate } from '../certificate/Certificate.ts';
import { plainCertNo } from '../certificate/rules.ts';
import { getEmployer } from '../member/getEmployer.ts';
import { OUTSIDE_UNIONS, refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { ApplyForSubsidyInput } from '../schema.gen.ts';
import { refuseSecondOfLevel } from './oneOfLevel.ts';
import { subsidyPolicy } from './policy.ts';
import { subsidyRules } from './queries.ts';
import { districtOfPath, inPostOn, ruleFor } from './rules.ts';
import { SubsidyApplication } from './SubsidyApplication.ts';
import type { SubsidyRule } from './SubsidyRule.ts';

/**
 * Applies for the subsidy of one's own certificate (SKL-INV-3). One application a level, one a certificate, and from the verification on one a number: the
 * indexes `subsidy_one_per_certificate` and `subsidy_one_per_number`. Who recorded a number that is not theirs keeps nobody from applying.
 */
export async function applyForSubsidy(tx: Tx, input: ApplyForSubsidyInput): Promise<{ application: SubsidyApplication }> {
  const memberId = actingPerson(tx.viewer);
  const memberPath = tx.viewer.unionPath ?? OUTSIDE_UNIONS;
  subsidyPolicy.authorise(tx.viewer, 'applyForSubsidy', { memberId, scopePath: memberPath, status: 'SUBMITTED' });
  await refuseDead(tx, [memberId]);
  requireIds({ employerId: input.employerId });
  const scopePath = verifyingPath(memberPath, input.districtCode ?? null);
  const certificate = await getOwnCertificate(tx, memberId, plainCertNo(input.certNo));
  const { certNo, issuedAt } = certificate;
  const rule = await applicableRule(tx, certificate);
  await refuseSecondOfLevel(tx, { memberId, level: rule.level });
  const today = civilDay(tx.now);
  const employment = checkedEmployment(input, issuedAt, today);
  const employerId = await employerOf(tx, memberId, input, today);
  const application = await insertRow(tx.db, SubsidyApplication, {
    ...UNDECIDED,
    id: newId(),
    memberId,
    certificateId: certificate.id,
    certNo,
    level: rule.level,
    issuedAt,
    ruleCode: rule.code,
    ruleFrom: rule.issuedFrom,
    amountFen: rule.amountFen,
    employerId,
    ...employment,
    status: 'SUBMITTED',
    wasWithdrawn: false,
    submittedAt: tx.now,
    scopePath,
    version: 1,
  });
  return { application };
}

const UNDECIDED = {
  verifiedBy: null,
  verifiedAt: null,
  approvedBy: null,
  approvedAt: null,
  rejectedBy: null,
  rejectedAt: null,
  rejectedReason: null,
  paymentRequestedAt: null,
  disbursementId: null,
  disbursementVersion: null,
  paymentFailure: null,
  paidAt: null,
};

/** The path under which a district verifies: the member's own, or the named district's when the member's union is in none. */
function verifyingPath(memberPath: string, named: string | null): string {
  const own = districtOfPath(memberPath);
  refuseIf(
    own !== null && named !== null && named !== own,
    'VALIDATION_FAILED',
    `Your union belongs to the district "${own}", which verifies. Leave "districtCode" out.`,
    { field: 'districtCode' },
  );
  refuseIf(
    own === null && named === null,
    'VALIDATION_FAILED',
    'Your union belongs to no district. Name the district of your employer, which is to verify.',
    { field: 'districtCode' },
  );
  return own === null ? `/city/${named}/` : memberPath;
}

/**
 * Locked, so that it is not revoked in the meantime; of several records the one that is not revoked. Somebody else's number and an unknown
 * one look the same.
 */
async function getOwnCertificate({ db }: Tx, memberId: string, certNo: string): Promise<Certificate> {
  const records = await db.find(Certificate, {
    where: { certNo, memberId, status: Not('WITHDRAWN' as const) },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_read' },
  });
  const certificate = records.find(({ status }) => status !== 'REVOKED') ?? records[0];
  if (!certificate)
    throw new Refusal('NOT_FOUND', `You have no certificate with the number "${certNo}". Record it first.`, { field: 'certNo' });
  refuseIf(
    certificate.status === 'REVOKED',
    'VALIDATION_FAILED',
    `The certificate "${certNo}" is revoked and carries no subsidy.`,
    { field: 'certNo' },
  );
  return certificate;
}

async function applicableRule(tx: Tx, { level, issuedAt, certNo }: Certificate): Promise<SubsidyRule> {
  const rules = await subsidyRules(tx);
  const rule = ruleFor(rules, level, issuedAt);
  if (rule) return rule;
  const ofLevel = rules.find((known) => known.level === level);
  const why = ofLevel
    ? `it was issued on ${issuedAt}; the subsidy is for certificates issued from ${ofLevel.issuedFrom} on`
    : 'the subsidy is for technicians (level 2) and senior technicians (level 1)';
  throw new Refusal('NOT_ELIGIBLE', `The certificate "${certNo}" carries no subsidy: ${why}.`, {
    rule: 'SKL-INV-3',
    field: 'certNo',
  });
}

/**
 * Where the member was in post: the employer of their record while they still work there. Of an employment that has ended the record tells
 * nothing; the district verifies it.
 */
async function employerOf(
  tx: Tx,
  memberId: string,
  { employerId, employedTo }: ApplyForSubsidyInput,
  today: string,
): Promise<string> {
  if (employedTo == null || employedTo >= today) return getEmployer(tx, { memberId, employerId, rule: 'SKL-INV-3' });
  return (await getEnterprise(tx, employerId, { field: 'employerId' })).entryId;
}

function checkedEmployment({ employedFrom, employedTo }: ApplyForSubsidyInput, issuedAt: string, today: string) {
  const to = employedTo ?? null;
  checkedDayOfWork(employedFrom, 'employedFrom', today);
  refuseIf(employedFrom > today, 'BAD_USER_INPUT', `Nobody began to work on ${employedFrom} yet.`, { field: 'employedFrom' });
  refuseIf(to !== null && to < employedFrom, 'BAD_USER_INPUT', 'The employment ends before it begins.', { field: 'employedTo' });
  refuseIf(
    !inPostOn(issuedAt, employedFrom, to),
    'NOT_ELIGIBLE',
    `You were not in post on ${issuedAt}, the day of issue. The subsidy is for workers in post.`,
    { rule: 'SKL-INV-3', field: 'employedFrom' },
  );
  return { employedFrom, employedTo: to };
}
