import { createHash } from 'node:crypto';
import { foldedName, nameHash, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import { settle } from '../case/settleCase.ts';
import type { ApplicantInput, ApplyForMediationInput, ClaimKind, RespondentInput } from '../schema.gen.ts';
import type { Claim } from './Claim.ts';
import { maskId } from './rules.ts';

/** One claim against one respondent, as it is compared with those of open cases (MED-INV-3, C-05). */
export interface Dispute {
  readonly claimAt: number;
  readonly applicantsKey: string;
  readonly respondentKey: string;
  readonly kind: ClaimKind;
  /** The days as PostgreSQL writes a `daterange`; without a period the claim may be of any time. */
  readonly period: string;
}

/** The disputes of an application: each claim against each respondent, so that naming another one beside makes no new dispute. */
export function disputesOf({ applicants, respondents, claims }: ApplyForMediationInput): Dispute[] {
  const applicantsKey = createHash('sha256')
    .update(JSON.stringify(applicants.map(applicantKey).sort()))
    .digest('hex');
  const respondentKeys = new Set(respondents.map(respondentKey));
  return claims.flatMap(({ kind, periodFrom, periodTo }, claimAt) =>
    [...respondentKeys].map((respondentKey) => ({
      claimAt,
      applicantsKey,
      respondentKey,
      kind,
      period: periodFrom && periodTo ? `[${periodFrom},${periodTo}]` : '(,)',
    })),
  );
}

const applicantKey = ({ memberId, nameZh, idLast4 }: ApplicantInput): string =>
  memberId ?? `${foldedName(nameZh)} ${idLast4?.toUpperCase() ?? ''}`;
const respondentKey = ({ enterpriseId, nameZh }: RespondentInput): string => enterpriseId ?? nameHash(nameZh);

/**
 * Respondents with the firms that they are: one that is named, but not referred to, and whose name is that of one firm that
 * organisation has told of, is that firm (C-05). `BAD_USER_INPUT` where several firms have the name.
 */
export async function withKnownFirms({ db }: Tx, respondents: readonly RespondentInput[]): Promise<RespondentInput[]> {
  const hashes = respondents.filter(({ enterpriseId }) => enterpriseId == null).map(({ nameZh }) => nameHash(nameZh));
  if (hashes.length === 0) return [...respondents];
  const firms = await rows<{ hash: string; ids: string[] }>(
    db,
    sql`select name_hash as hash, array_agg(enterprise_id::text order by enterprise_id) as ids from employer_place
    where name_hash = any(${hashes}::text[]) group by name_hash`,
  );
  return respondents.map((respondent) => {
    if (respondent.enterpriseId != null) return respondent;
    const ids = firms.find(({ hash }) => hash === nameHash(respondent.nameZh))?.ids ?? [];
    if (ids.length <= 1) return { ...respondent, enterpriseId: ids[0] ?? null };
    throw new Refusal(
      'BAD_USER_INPUT',
      `${ids.length} firms have the name "${respondent.nameZh}". Say which by "enterpriseId".`,
      {
        field: 'enterpriseId',
      },
    );
  });
}

interface KnownApplicant {
  readonly memberId: string | null;
  readonly nameZh: string;
  readonly idMasked: string | null;
}

/**
 * Throws `DUPLICATE` with the case number where one of the disputes is open already (MED-INV-3): the same applicants, one of the
 * respondents, the kind, and a period that overlaps. Calls about one respondent and kind wait for each other; a case whose time is
 * over is settled and makes room. The constraint `case_dispute_one_open` is the last guard.
 */
export async function refuseDuplicates(
  tx: Tx,
  applicants: readonly ApplicantInput[],
  disputes: readonly Dispute[],
): Promise<void> {
  const locks = [...new Set(disputes.map(({ respondentKey, kind }) => `${respondentKey} ${kind}`))].sort();
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key', [locks]);
  const open = await rows<{ caseId: string; applicants: KnownApplicant[] }>(
    tx.db,
    sql`select d.case_id as "caseId",
      (select json_agg(json_build_object('memberId', p.member_id, 'nameZh', p.name_zh, 'idMasked', p.id_masked))
        from case_party p where p.case_id = d.case_id and p.side = 'APPLICANT') as applicants
    from (
      select distinct known.case_id from case_dispute known
      join unnest(${disputes.map(({ respondentKey }) => respondentKey)}::text[], ${disputes.map(({ kind }) => kind)}::text[],
        ${disputes.map(({ period }) => period)}::daterange[]) as asked (respondent_key, kind, period)
        on known.respondent_key = asked.respondent_key and known.kind = asked.kind and known.period && asked.period
      where known.open and exists (select from case_party p where p.case_id = known.case_id and p.side = 'APPLICANT'
        and (p.member_id = any(${applicants.flatMap(({ memberId }) => memberId ?? [])}::uuid[])
          or lower(replace(p.name_zh, ' ', '')) = any(${applicants.map(({ nameZh }) => foldedName(nameZh))}::text[])))
    ) as d order by d.case_id`,
  );
  for (const { caseId, applicants: known } of open) {
    if (!areSame(applicants, known)) continue;
    const row = await tx.db.findOneOrFail(MediationCase, { where: { id: caseId }, lock: { mode: 'pessimistic_write' } });
    const { closedAt, caseNo } = await settle(tx, row);
    if (closedAt) continue;
    throw new Refusal('DUPLICATE', `This dispute is open as case "${caseNo}". Go on with that one.`, {
      rule: 'MED-INV-3',
      field: 'claims',
    });
  }
}

/** Whether two sets of applicants are the same people; nobody is matched twice. */
function areSame(asking: readonly ApplicantInput[], known: readonly KnownApplicant[]): boolean {
  if (asking.length !== known.length) return false;
  const left = [...known];
  // Members first: they are matched for certain, and a name is then compared with those that are left.
  for (const one of [...asking].sort((a, b) => Number(b.memberId != null) - Number(a.memberId != null))) {
    const exact = left.findIndex(({ memberId }) => memberId !== null && memberId === one.memberId);
    const at = exact >= 0 ? exact : left.findIndex((other) => isSame(one, other));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return true;
}

/** One person for all that is known: of one name, and neither the member's record nor the identity number says otherwise. */
function isSame({ memberId, nameZh, idLast4 }: ApplicantInput, known: KnownApplicant): boolean {
  if (memberId != null && known.memberId !== null) return memberId === known.memberId;
  const masked = maskId(idLast4);
  return (
    foldedName(nameZh) === foldedName(known.nameZh) && (masked === null || known.idMasked === null || masked === known.idMasked)
  );
}

/** Writes what the disputes of an application are compared by; the database keeps whether their case is open. */
export async function keepDisputes({ db }: Tx, claims: readonly Claim[], disputes: readonly Dispute[]): Promise<void> {
  const claimOf = ({ claimAt }: Dispute): Claim => claims[claimAt] as Claim;
  await db.query(
    `insert into case_dispute (claim_id, case_id, kind, respondent_key, applicants_key, period, open)
     select *, true from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::daterange[])`,
    [
      disputes.map((dispute) => claimOf(dispute).id),
      disputes.map((dispute) => claimOf(dispute).caseId),
      disputes.map(({ kind }) => kind),
      disputes.map(({ respondentKey }) => respondentKey),
      disputes.map(({ applicantsKey }) => applicantsKey),
      disputes.map(({ period }) => period),
    ],
  );
}
