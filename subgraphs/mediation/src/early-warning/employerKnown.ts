import { lockByName, nameHash, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import { moveWarning, settleWarning } from './change.ts';
import { EarlyWarning } from './EarlyWarning.ts';
import { countMore, lockWarningsOf } from './reportEarlyWarning.ts';
import { WARNING_TRANSITIONS } from './rules.ts';

/**
 * Gives the open warnings that tell of an employer by its name alone the record that organisation now tells of, by the rule by which a new report finds
 * it (S-28, C-05); where one of that employer and kind stands already, the two are one.
 */
export async function warningsOfKnown(tx: Tx, firm: EmployerPlace, before: EmployerPlace | null): Promise<void> {
  const { coreHash, enterpriseId } = firm;
  const isSame =
    before !== null &&
    before.coreHash === coreHash &&
    before.nameHash === firm.nameHash &&
    before.districtCode === firm.districtCode;
  if (coreHash === null || isSame) return;
  // Whoever tells of the name meanwhile waits, and finds the firm then; so does whoever tells of a record, after the name as there.
  const districts = [firm.districtCode, ...(await openByName(tx, coreHash)).map(({ districtCode }) => districtCode)];
  await lockByName(tx.db, ...districts.map((district) => `warning ${district} ${coreHash}`));
  if ((await openByName(tx, coreHash)).length === 0) return;
  await lockWarningsOf(tx, [{ enterpriseId, employerZh: null, districtCode: null }]);
  for (const { id } of await openByName(tx, coreHash)) {
    const row = await tx.db.findOneOrFail(EarlyWarning, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (await isMeant(tx, row, firm)) await giveRecord(tx, await settleWarning(tx, row), enterpriseId);
  }
}

const openByName = ({ db }: Tx, key: string): Promise<Pick<EarlyWarning, 'id' | 'districtCode'>[]> =>
  rows(
    db,
    sql`select w.id, w.district_code as "districtCode" from early_warning w
      where w.employer_key = ${key} and w.enterprise_id is null and w.closed_at is null order by w.reported_at, w.id`,
  );

/** Whether the name is this firm's: the one firm of that name, or else the one of the district whose name has the same core. */
async function isMeant({ db }: Tx, { employerZh, districtCode }: EarlyWarning, firm: EmployerPlace): Promise<boolean> {
  const firms = await rows<{ id: string; nameHash: string | null; districtCode: string }>(
    db,
    sql`select p.enterprise_id as id, p.name_hash as "nameHash", p.district_code as "districtCode" from employer_place p
      where p.core_hash = ${firm.coreHash} order by p.enterprise_id`,
  );
  const exact = firms.filter((one) => one.nameHash === nameHash(String(employerZh)));
  const found = exact.length > 0 ? exact : firms.filter((one) => districtCode === null || one.districtCode === districtCode);
  return found.length === 1 && found[0]?.id === firm.enterpriseId;
}

async function giveRecord(tx: Tx, row: EarlyWarning, enterpriseId: string): Promise<void> {
  if (row.closedAt !== null) return;
  const other = row.claimKind === null ? null : await standingOf(tx, enterpriseId, row);
  if (other === null) await updateRow(tx.db, EarlyWarning, row, { enterpriseId });
  else await makeOne(tx, [row, other], enterpriseId);
}

/** Another open warning of the employer and kind, one that no case has taken up before others; null where there is none. */
async function standingOf(tx: Tx, enterpriseId: string, { claimKind }: EarlyWarning): Promise<EarlyWarning | null> {
  const [found] = await rows<{ id: string }>(
    tx.db,
    sql`select w.id from early_warning w where w.enterprise_id = ${enterpriseId}::uuid and w.claim_kind = ${claimKind}
      and w.closed_at is null order by w.case_id is null desc, w.reported_at, w.id limit 1`,
  );
  if (!found) return null;
  const row = await tx.db.findOneOrFail(EarlyWarning, { where: { id: found.id }, lock: { mode: 'pessimistic_write' } });
  const settled = await settleWarning(tx, row);
  return settled.closedAt === null ? settled : null;
}

/**
 * The one that went further stays, of two equal ones the first, and counts the larger number of workers; the other is merged into it. Two about which
 * something is done already stay beside each other: the one under the mere name ends with its own measure or case.
 */
async function makeOne(tx: Tx, both: readonly [EarlyWarning, EarlyWarning], enterpriseId: string): Promise<void> {
  const [named] = both;
  const [stays, goes] = [...both].sort(byProgress) as [EarlyWarning, EarlyWarning];
  if (goes.caseId !== null || !WARNING_TRANSITIONS[goes.status].includes('MERGED')) {
    // Those of cases do not stand in each other's way.
    if (named.caseId !== null) await updateRow(tx.db, EarlyWarning, named, { enterpriseId });
    return;
  }
  await tx.db.update(EarlyWarning, { duplicateOfId: goes.id }, { duplicateOfId: stays.id });
  await moveWarning(tx, goes, 'MERGED', { duplicateOfId: stays.id });
  const kept = stays.enterpriseId === null ? await updateRow(tx.db, EarlyWarning, stays, { enterpriseId }) : stays;
  await countMore(tx, kept, goes.headcountAffected, goes.headcountEvidenceRef);
}

const progress = ({ caseId, intervenedAt, verifiedAt }: EarlyWarning): number =>
  caseId !== null ? 3 : intervenedAt !== null ? 2 : verifiedAt !== null ? 1 : 0;

const byProgress = (one: EarlyWarning, other: EarlyWarning): number =>
  progress(other) - progress(one) || one.reportedAt.getTime() - other.reportedAt.getTime() || (one.id < other.id ? -1 : 1);
