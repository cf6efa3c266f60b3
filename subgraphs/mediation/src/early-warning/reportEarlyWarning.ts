import { warningRaised } from '@union-graph/events';
import {
  checkedName,
  checkedNumber,
  checkedOpenText,
  coreHash,
  forbidden,
  lockByName,
  Refusal,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { withKnownFirms } from '../application/disputes.ts';
import { MOST_AFFECTED } from '../application/rules.ts';
import { WARNING_SOURCES } from '../application/sources.ts';
import { worksNear } from '../case/scope.ts';
import { employers } from '../employer/employerPlaced.ts';
import type { ClaimKind, ReportEarlyWarningInput, WarningSource } from '../schema.gen.ts';
import { addWarning } from './change.ts';
import { EarlyWarning } from './EarlyWarning.ts';
import { refuseMoreThanEmployed } from './headcount.ts';
import { warningPolicy } from './policy.ts';

/**
 * Takes in a warning by whatever channel (S-28). One of an employer and kind of which a warning is open already is kept, merged into that
 * one, and raises no other.
 */
export async function reportEarlyWarning(tx: Tx, input: ReportEarlyWarningInput): Promise<{ warning: EarlyWarning }> {
  const scopePath = `/city/${input.districtCode}/`;
  warningPolicy.authorise(tx.viewer, 'reportEarlyWarning', { scopePath });
  await requireDistrict(tx, input.districtCode);
  checkSource(tx, scopePath, input.source);
  const told = {
    source: input.source,
    districtCode: input.districtCode,
    scopePath,
    ...(await employerOf(tx, input)),
    claimKind: input.claimKind,
    headcountAffected: checkedNumber(input.headcountAffected, 'headcountAffected', [1, MOST_AFFECTED]),
    summary: checkedOpenText(input.summary, 'summary', 1_000),
    headcountEvidenceRef: checkedEvidenceRef(input.evidenceRef),
  };
  const { enterpriseId, headcountAffected, headcountEvidenceRef: evidenceRef } = told;
  await refuseMoreThanEmployed(tx, { enterpriseIds: [enterpriseId], headcountAffected, evidenceRef });
  const reportedBy = tx.viewer.personId;
  const open = await openWarning(tx, told, [told.claimKind]);
  if (!open) return { warning: await raise(tx, await addWarning(tx, { ...told, status: 'REPORTED' }, { reportedBy })) };
  await countMore(tx, open, told.headcountAffected, evidenceRef);
  const merged = { reportedBy, duplicateOfId: open.id, closedAt: tx.now };
  return { warning: await addWarning(tx, { ...told, status: 'MERGED' }, merged) };
}

/** Tells the other services of a warning (2.2.6). */
export async function raise(tx: Tx, warning: EarlyWarning): Promise<EarlyWarning> {
  const { districtCode, source, headcountAffected, claimKind } = warning;
  await tx.publish(warningRaised, warning, { districtCode, source, headcountAffected, claimKind });
  return warning;
}

/** The larger number of those whom two reports of one incident tell is how many it touches. */
export const countMore = async (
  tx: Tx,
  row: EarlyWarning,
  headcountAffected: number,
  evidenceRef: string | null = null,
): Promise<EarlyWarning> => {
  if (headcountAffected <= row.headcountAffected) return row;
  const headcountEvidenceRef = evidenceRef ?? row.headcountEvidenceRef;
  return updateRow(tx.db, EarlyWarning, row, { headcountAffected, headcountEvidenceRef });
};

const LONGEST_EVIDENCE_REF = 200;

export const checkedEvidenceRef = (ref: string | null | undefined): string | null =>
  ref == null ? null : checkedOpenText(ref, 'evidenceRef', LONGEST_EVIDENCE_REF);

/** Throws for a channel of which the role of who tells knows nothing: nobody vouches for what the hotline heard but the hotline and its offices. */
function checkSource({ viewer }: Tx, scopePath: string, source: WarningSource): void {
  if (source === 'CASE')
    throw new Refusal('BAD_USER_INPUT', 'Cases raise their warnings by themselves. Name the channel by which you heard of it.', {
      field: 'source',
    });
  const roles = WARNING_SOURCES[source];
  if (!worksNear(viewer, scopePath, roles))
    throw forbidden(viewer, `Whoever tells of a warning by "${source}" works there. Name the channel by which you heard of it.`, {
      kind: 'role',
      anyOf: roles,
    });
}

/** An employer as a warning tells of it; one in no register is the same where the core of its name is, in one district. */
export type Employer = Pick<EarlyWarning, 'enterpriseId' | 'employerZh' | 'districtCode'>;

/**
 * The open warning of an employer and one of some kinds, locked; null where there is none, and for an employer of which neither record nor name is
 * known. Reports of one employer wait for each other, so that of two at once the second finds the first.
 */
export async function openWarning(tx: Tx, employer: Employer, kinds: readonly ClaimKind[]): Promise<EarlyWarning | null> {
  const { enterpriseId, employerZh, districtCode } = employer;
  if (enterpriseId === null && (employerZh === null || districtCode === null)) return null;
  await lockWarningsOf(tx, [employer]);
  const isOfEmployer =
    enterpriseId === null
      ? sql`w.enterprise_id is null and w.employer_key = ${coreHash(String(employerZh))} and w.district_code = ${districtCode}`
      : sql`w.enterprise_id = ${enterpriseId}::uuid`;
  const [found] = await rows<{ id: string }>(
    tx.db,
    sql`select w.id from early_warning w where ${isOfEmployer} and w.claim_kind = any(${[...kinds]}::text[])
      and w.closed_at is null order by w.case_id is null desc, w.reported_at, w.id limit 1`,
  );
  return found ? tx.db.findOneOrFail(EarlyWarning, { where: { id: found.id }, lock: { mode: 'pessimistic_write' } }) : null;
}

/** Makes whoever tells of an employer, or brings a case that may raise a warning of it, wait for each other; employers in one order. */
export const lockWarningsOf = ({ db }: Tx, employers: readonly Employer[]): Promise<unknown> =>
  lockByName(
    db,
    ...employers.flatMap(({ enterpriseId, employerZh, districtCode }) => {
      if (enterpriseId !== null) return [`warning ${enterpriseId}`];
      return employerZh === null ? [] : [`warning ${districtCode} ${coreHash(employerZh)}`];
    }),
  );

/** The employer that is meant: by its id, or the known one that has the name; else the name alone. */
export async function employerOf(
  tx: Tx,
  { enterpriseId, employerZh, districtCode }: Pick<ReportEarlyWarningInput, 'enterpriseId' | 'employerZh' | 'districtCode'>,
): Promise<Pick<EarlyWarning, 'enterpriseId' | 'employerZh'>> {
  refuseIf(
    (enterpriseId == null) === (employerZh == null),
    'BAD_USER_INPUT',
    'Name the employer either by "enterpriseId" or by "employerZh".',
    {
      field: 'enterpriseId',
    },
  );
  requireIds({ enterpriseId });
  if (enterpriseId != null) {
    await employers.get(tx, enterpriseId, { field: 'enterpriseId' });
    return { enterpriseId, employerZh: null };
  }
  const nameZh = checkedName(String(employerZh), 'employerZh', 200);
  // A firm that becomes known at this moment takes up what is told of its name: whoever comes second finds what the first has written.
  await lockWarningsOf(tx, [{ enterpriseId: null, employerZh: nameZh, districtCode }]);
  const [known] = await withKnownFirms(tx, [{ nameZh }], districtCode);
  return { enterpriseId: known?.enterpriseId ?? null, employerZh: nameZh };
}

/** Throws for a district that no mediation centre serves. */
async function requireDistrict({ db }: Tx, districtCode: string): Promise<void> {
  const found = await rows(
    db,
    sql`select from mediation_org o where o.kind = 'DISTRICT_CENTRE' and o.district_code = ${districtCode} and o.status <> 'DISSOLVED' limit 1`,
  );
  if (found.length > 0) return;
  throw new Refusal('NOT_FOUND', `There is no district "${districtCode}" with a mediation centre.`, { field: 'districtCode' });
}
