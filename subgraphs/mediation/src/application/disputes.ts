import { coreHash, foldedName, isId, lockByName, nameHash, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import { seesCase } from '../case/scope.ts';
import { settle } from '../case/settleCase.ts';
import type { ApplicantInput, ApplyForMediationInput, ClaimKind, RespondentInput } from '../schema.gen.ts';
import type { Claim } from './Claim.ts';
import { refuseWrongNames } from './respondentNames.ts';
import { applicantKey, maskId } from './rules.ts';

/** One applicant's claim against one respondent, as it is compared with those of open cases (MED-INV-3, C-05). */
export interface Dispute {
  readonly claimAt: number;
  readonly applicantKey: string;
  readonly respondentKey: string;
  readonly kind: ClaimKind;
  /** The days as PostgreSQL writes a `daterange`; without a period the claim may be of any time. */
  readonly period: string;
}

/** Disputes of one application: no application seen has more. */
const MOST_DISPUTES = 20_000;

/** The disputes of an application: each claim of each applicant whose it is against each respondent, so that naming others beside makes no new dispute. */
export function disputesOf({ applicants, respondents, claims }: ApplyForMediationInput): Dispute[] {
  const keysOf = (nos: readonly number[] | null | undefined): string[] => [
    ...new Set(applicants.filter((_, at) => nos == null || nos.includes(at + 1)).map(applicantKey)),
  ];
  const applicantKeys = keysOf(null);
  const respondentKeys = [...new Set(respondents.map(respondentKey))];
  refuseIf(
    applicantKeys.length * respondentKeys.length * claims.length > MOST_DISPUTES,
    'BAD_USER_INPUT',
    `An application has at most ${MOST_DISPUTES} disputes, counting each claim of each applicant against each respondent. Make several of it.`,
    { field: 'claims' },
  );
  return claims.flatMap(({ kind, periodFrom, periodTo, applicantNos }, claimAt) =>
    keysOf(applicantNos).flatMap((applicantKey) =>
      respondentKeys.map((respondentKey) => ({
        claimAt,
        applicantKey,
        respondentKey,
        kind,
        period: periodFrom && periodTo ? `[${periodFrom},${periodTo}]` : '(,)',
      })),
    ),
  );
}

const respondentKey = ({ enterpriseId, nameZh }: RespondentInput): string => enterpriseId ?? coreHash(nameZh);

interface KnownFirm {
  readonly id: string;
  readonly districtCode: string;
  readonly nameHash: string | null;
  readonly coreHash: string | null;
  /** Whether it had that name before, and has another one. */
  readonly isFormer: boolean;
}

/** The firms that have, or had, one of the names or one of its core, and those referred to: once for each name. */
const firmsNamed = ({ db }: Tx, respondents: readonly RespondentInput[]): Promise<KnownFirm[]> => {
  const isNamed = sql`(n.name_hash = any(${respondents.map(({ nameZh }) => nameHash(nameZh))}::text[])
    or n.core_hash = any(${respondents.map(({ nameZh }) => coreHash(nameZh))}::text[])
    or n.enterprise_id = any(${respondents.flatMap(({ enterpriseId }) => enterpriseId ?? [])}::uuid[]))`;
  return rows<KnownFirm>(
    db,
    sql`select n.enterprise_id as id, n.district_code as "districtCode", n.name_hash as "nameHash", n.core_hash as "coreHash", false as "isFormer"
      from employer_place n where ${isNamed}
    union all select n.enterprise_id, p.district_code, n.name_hash, n.core_hash, true
      from employer_former_name n join employer_place p using (enterprise_id) where ${isNamed} and n.name_hash is distinct from p.name_hash
    order by 1, 5, 3`,
  );
};

/** The firms that a mere name may mean: those of that name, else those that had it, else those of the district that have its core, else had it. */
function firmsMeant(firms: readonly KnownFirm[], nameZh: string, districtCode: string | null): string[] {
  const [name, core] = [nameHash(nameZh), coreHash(nameZh)];
  const isExact = (firm: KnownFirm): boolean => firm.nameHash === name;
  const isNear = (firm: KnownFirm): boolean =>
    firm.coreHash === core && (districtCode === null || firm.districtCode === districtCode);
  for (const isMeant of [isExact, isNear])
    for (const former of [false, true]) {
      const ids = new Set(firms.filter((firm) => firm.isFormer === former && isMeant(firm)).map(({ id }) => id));
      if (ids.size > 0) return [...ids];
    }
  return [];
}

/**
 * Respondents with the firms that they are: one that is named, but not referred to, is the one firm that organisation has told of by that
 * name, or else the one firm of the district whose name has the same core (C-05), and where no firm has it, the one that had it before. `BAD_USER_INPUT` where several firms have it.
 */
export async function withKnownFirms(
  tx: Tx,
  respondents: readonly RespondentInput[],
  districtCode: string | null,
): Promise<RespondentInput[]> {
  await refuseWrongNames(tx, respondents);
  const unknown = respondents.filter(({ enterpriseId }) => enterpriseId == null);
  const firms = unknown.length > 0 ? await firmsNamed(tx, unknown) : [];
  return respondents.map((respondent) => {
    if (respondent.enterpriseId != null) return respondent;
    const found = firmsMeant(firms, respondent.nameZh, districtCode);
    if (found.length <= 1) return { ...respondent, enterpriseId: found[0] ?? null };
    throw new Refusal(
      'BAD_USER_INPUT',
      `The name "${respondent.nameZh}" may be any of ${found.length} firms. Say which by "enterpriseId".`,
      { field: 'enterpriseId' },
    );
  });
}

/** The keys under which an open case may have each respondent: its firm, the core of its name, and for a mere name the firms of that core. */
async function keysOf(tx: Tx, respondents: readonly RespondentInput[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const firms = await firmsNamed(tx, respondents);
  return new Map(
    respondents.map((respondent) => {
      const { enterpriseId, nameZh } = respondent;
      const own = firms.filter(({ id }) => id === enterpriseId).flatMap((firm) => [firm.coreHash, firm.nameHash]);
      const alike = enterpriseId == null ? firms.filter((firm) => firm.coreHash === coreHash(nameZh)).map(({ id }) => id) : [];
      const keys = [respondentKey(respondent), coreHash(nameZh), nameHash(nameZh), ...own, ...alike];
      return [respondentKey(respondent), [...new Set(keys.filter((key) => key != null))]];
    }),
  );
}

const lockKeys = ({ db }: Tx, keys: readonly string[]): Promise<unknown> => lockByName(db, ...keys);

/**
 * Makes an act that may open the disputes of a case again wait for applications about the same respondents and kinds, before it locks the case: those
 * who enter the constraint at once would wait for each other in a circle, and who applies locks the cases that it finds.
 */
export async function lockDisputes(tx: Tx, caseId: string): Promise<void> {
  const found = isId(caseId)
    ? await rows<{ key: string }>(
        tx.db,
        sql`select distinct d.respondent_key || ' ' || d.kind as key from case_dispute d where d.case_id = ${caseId}::uuid`,
      )
    : [];
  await lockKeys(
    tx,
    found.map(({ key }) => key),
  );
}

interface KnownApplicant {
  readonly memberId: string | null;
  readonly nameZh: string;
  readonly idMasked: string | null;
}

/**
 * Throws `DUPLICATE`, with the case number for who may read that case, where one of the disputes is open already (MED-INV-3): one of the applicants, one of the
 * respondents, the kind, and a period that overlaps. Calls about one respondent and kind wait for each other; a case whose time is
 * over is settled and makes room. The constraint `case_dispute_one_open` is the last guard.
 */
export async function refuseDuplicates(
  tx: Tx,
  { applicants, respondents }: Pick<ApplyForMediationInput, 'applicants' | 'respondents'>,
  disputes: readonly Dispute[],
): Promise<void> {
  const keys = await keysOf(tx, respondents);
  const claims = new Map(disputes.map((dispute) => [`${dispute.claimAt} ${dispute.respondentKey}`, dispute]));
  const asked = [...claims.values()].flatMap(({ respondentKey, kind, period }) =>
    (keys.get(respondentKey) ?? [respondentKey]).map((key) => ({ key, kind, period })),
  );
  await lockKeys(
    tx,
    asked.map(({ key, kind }) => `${key} ${kind}`),
  );
  const open = await rows<{ caseId: string; applicants: KnownApplicant[] }>(
    tx.db,
    sql`select d.case_id as "caseId",
      (select json_agg(json_build_object('memberId', p.member_id, 'nameZh', p.name_zh, 'idMasked', p.id_masked))
        from case_party p where p.case_id = d.case_id and p.side = 'APPLICANT' and p.left_at is null) as applicants
    from (
      select distinct known.case_id from case_dispute known
      join unnest(${asked.map(({ key }) => key)}::text[], ${asked.map(({ kind }) => kind)}::text[],
        ${asked.map(({ period }) => period)}::daterange[]) as asked (respondent_key, kind, period)
        on known.respondent_key = asked.respondent_key and known.kind = asked.kind and known.period && asked.period
      where known.open
    ) as d order by d.case_id`,
  );
  for (const { caseId, applicants: known } of open) {
    const pairs = applicants.flatMap((one) => known.filter((other) => isSame(one, other)).map((other) => ({ one, other })));
    const found = pairs.find(({ one, other }) => isSurelySame(one, other)) ?? pairs[0];
    if (!found) continue;
    const row = await tx.db.findOneOrFail(MediationCase, { where: { id: caseId }, lock: { mode: 'pessimistic_write' } });
    const settled = await settle(tx, row);
    if (settled.closedAt) continue;
    const as = seesCase(tx.viewer, settled) ? `case "${settled.caseNo}"` : 'another case';
    throw new Refusal('DUPLICATE', duplicateMessage(found, as), { rule: 'MED-INV-3', field: 'claims' });
  }
}

/** Why an application is refused, and how to go on: where nothing tells two workers of one name apart, what would. */
function duplicateMessage({ one, other }: { readonly one: ApplicantInput; readonly other: KnownApplicant }, as: string): string {
  if (isSurelySame(one, other)) return `This dispute, or that of one of the applicants, is open as ${as}. Go on with that one.`;
  const would = [
    ...(one.memberId == null && other.memberId !== null ? ['"memberId"'] : []),
    ...(!one.idLast4 && other.idMasked !== null ? ['"idLast4"'] : []),
  ];
  const apart =
    would.length > 0
      ? `If "${one.nameZh}" is another person, give ${would.join(' or ')} of this one.`
      : `That case names its applicant without what would tell another person of the name "${one.nameZh}" apart: ask where it was brought.`;
  return `This dispute, or that of somebody of the name "${one.nameZh}", is open as ${as}. Go on with that one if it is the same person. ${apart}`;
}

/** One person for all that is known: of one name, and neither the member's record nor the identity number says otherwise. */
function isSame({ memberId, nameZh, idLast4 }: ApplicantInput, known: KnownApplicant): boolean {
  if (memberId != null && known.memberId !== null) return memberId === known.memberId;
  const masked = maskId(idLast4);
  return (
    foldedName(nameZh) === foldedName(known.nameZh) && (masked === null || known.idMasked === null || masked === known.idMasked)
  );
}

/** Not merely of one name: the member's record, or the name with the end of the identity number, is one. Asked of two who {@link isSame}. */
const isSurelySame = ({ memberId, idLast4 }: ApplicantInput, known: KnownApplicant): boolean =>
  (memberId != null && known.memberId !== null) || (Boolean(idLast4) && known.idMasked !== null);

/** Writes what the disputes of an application are compared by; the database keeps whether their case is open. */
export async function keepDisputes({ db }: Tx, claims: readonly Claim[], disputes: readonly Dispute[]): Promise<void> {
  const claimOf = ({ claimAt }: Dispute): Claim => claims[claimAt] as Claim;
  await db.query(
    `insert into case_dispute (claim_id, case_id, kind, respondent_key, applicant_key, period, open)
     select *, true from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::daterange[])`,
    [
      disputes.map((dispute) => claimOf(dispute).id),
      disputes.map((dispute) => claimOf(dispute).caseId),
      disputes.map(({ kind }) => kind),
      disputes.map(({ respondentKey }) => respondentKey),
      disputes.map(({ applicantKey }) => applicantKey),
      disputes.map(({ period }) => period),
    ],
  );
}
