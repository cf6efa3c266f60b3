import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { isCollective } from '../application/rules.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { ApplyForMediationInput, ClaimKind } from '../schema.gen.ts';
import { addWarning, ENDED_WITH, lockWarning, moveWarning, settleWarning } from './change.ts';
import { EarlyWarning } from './EarlyWarning.ts';
import { countMore, type Employer, lockWarningsOf, openWarning, raise } from './reportEarlyWarning.ts';
import { checkCase, raisesWarning } from './rules.ts';
import { warningOf } from './warningOfRequest.ts';

interface Facts {
  readonly districtCode: string | null;
  readonly isCollective: boolean;
  readonly enterpriseIds: readonly string[];
  readonly employerZh: string;
  /** The names of those in no register. */
  readonly namesZh: readonly string[];
  readonly claimKinds: readonly ClaimKind[];
  readonly representatives: number;
  readonly applicants: number;
}

/** What a case tells of whom it is against, about what, and by how many. */
export async function factsOfCase({ db }: Tx, { id, districtCode, isCollective }: MediationCase): Promise<Facts> {
  const [found] = await rows<Omit<Facts, 'isCollective' | 'districtCode'>>(
    db,
    sql`select coalesce(array_agg(p.enterprise_id order by p.position) filter (where p.side = 'RESPONDENT' and p.enterprise_id is not null), '{}')
        as "enterpriseIds",
      coalesce(array_agg(p.name_zh order by p.position) filter (where p.side = 'RESPONDENT' and p.enterprise_id is null), '{}') as "namesZh",
      min(p.name_zh) filter (where p.side = 'RESPONDENT') as "employerZh",
      count(*) filter (where p.side = 'APPLICANT')::int as applicants,
      count(*) filter (where p.side = 'APPLICANT' and p.is_representative)::int as representatives,
      (select array_agg(k.kind order by k.position) from case_claim k where k.case_id = ${id}::uuid) as "claimKinds"
    from case_party p where p.case_id = ${id}::uuid`,
  );
  return { isCollective, districtCode, ...(found as Omit<Facts, 'isCollective' | 'districtCode'>) };
}

/**
 * What an application has to do with warnings (S-28, 2.2.2): it takes up the one that it names, or that of its request to 12351; else a collective one, or one that touches
 * many, takes up what is told of the employer already, or raises a warning by itself.
 */
export async function takeUpWarning(tx: Tx, row: MediationCase, warningId: string | null): Promise<void> {
  if (warningId !== null) {
    const named = await settleWarning(tx, await lockWarning(tx, warningId));
    refuseIf(
      named.closedAt !== null || named.caseId !== null,
      'INVALID_TRANSITION',
      `This warning is ${named.status}; no case can be made of it.`,
      {
        field: 'warningId',
      },
    );
    refuseIf(named.verifiedAt === null, 'INVALID_TRANSITION', 'This warning is not verified yet. Verify it first.', {
      field: 'warningId',
    });
    const facts = await factsOfCase(tx, row);
    checkCase(named, facts, tx.number);
    await begin(tx, named, row, affectedBy(row, facts));
    return;
  }
  const ofRequest = row.serviceRequestId === null ? null : await warningOf(tx, row.serviceRequestId);
  const isTold = ofRequest !== null && ofRequest.closedAt === null && ofRequest.caseId === null;
  if (!isTold && !raisesWarning(row, tx.number)) return;
  const facts = await factsOfCase(tx, row);
  if (isTold) {
    const known = {
      enterpriseId: ofRequest.enterpriseId ?? facts.enterpriseIds[0] ?? null,
      claimKind: ofRequest.claimKind ?? facts.claimKinds[0],
    };
    await begin(tx, await settleWarning(tx, ofRequest), row, affectedBy(row, facts), known);
    return;
  }
  for (const employer of employersOf(facts)) {
    const open = await openWarning(tx, employer, facts.claimKinds);
    if (open === null || open.caseId !== null) continue;
    await begin(tx, await settleWarning(tx, open), row, affectedBy(row, facts));
    return;
  }
  await raiseOf(tx, row, facts);
}

/** Whom a case is against: those with a record, then those with a name alone. */
const employersOf = ({ enterpriseIds, namesZh, districtCode }: Facts): Employer[] => [
  ...enterpriseIds.map((enterpriseId) => ({ enterpriseId, employerZh: null, districtCode })),
  ...namesZh.map((employerZh) => ({ enterpriseId: null, employerZh, districtCode })),
];

/**
 * Makes an application that may have to do with warnings of its respondents wait for whoever tells of these, before it locks any case: whoever tells
 * of an employer locks its warnings, and a case that ends locks its own.
 */
export async function lockWarningsFor(tx: Tx, input: ApplyForMediationInput, districtCode: string | null): Promise<void> {
  const { applicants, respondents, draftId, headcountAffected = null } = input;
  const mayWarn =
    draftId != null || raisesWarning({ isCollective: isCollective(applicants, tx.number), headcountAffected }, tx.number);
  if (mayWarn)
    await lockWarningsOf(
      tx,
      respondents.map(({ enterpriseId = null, nameZh }) => ({ enterpriseId, employerZh: nameZh, districtCode })),
    );
}

const affectedBy = ({ headcountAffected }: MediationCase, { applicants }: Facts): number =>
  Math.max(headcountAffected ?? 0, applicants);

/** A case takes a warning up. What so many workers bring themselves needs nobody to verify it. */
async function begin(
  tx: Tx,
  warning: EarlyWarning,
  { id: caseId }: MediationCase,
  affected: number,
  known: Partial<EarlyWarning> = {},
): Promise<void> {
  const counted = await countMore(tx, warning, affected);
  const verifiedAt = counted.verifiedAt ?? tx.now;
  await moveWarning(tx, counted, 'INTERVENING', { ...known, caseId, intervenedAt: tx.now, verifiedAt });
}

async function raiseOf(tx: Tx, row: MediationCase, facts: Facts): Promise<void> {
  const [enterpriseId = null] = facts.enterpriseIds;
  const warning = await addWarning(
    tx,
    {
      source: 'CASE',
      status: 'INTERVENING',
      districtCode: row.districtCode,
      scopePath: row.scopePath,
      enterpriseId,
      employerZh: enterpriseId === null ? facts.employerZh : null,
      claimKind: facts.claimKinds[0] as ClaimKind,
      headcountAffected: affectedBy(row, facts),
      summary: `案件 ${row.caseNo}`,
    },
    { caseId: row.id, verifiedAt: tx.now, intervenedAt: tx.now },
  );
  await raise(tx, warning);
}

/** A warning ends with its case; when the case goes on to arbitration, it is open again, a level up. */
export async function followCase(tx: Tx, { id, status, closedAt }: MediationCase): Promise<void> {
  const warning = await tx.db.findOne(EarlyWarning, { where: { caseId: id }, lock: { mode: 'pessimistic_write' } });
  if (!warning) return;
  const result = ENDED_WITH(status);
  if (closedAt === null) {
    if (warning.status !== 'ESCALATED')
      await moveWarning(tx, warning, 'ESCALATED', { escalatedAt: tx.now, escalationReason: result });
  } else if (warning.closedAt === null) await moveWarning(tx, warning, 'RESOLVED', { result, closedAt });
}
