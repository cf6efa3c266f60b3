import type { Viewer } from '@union-graph/identity';
import { civilDay, columns, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { HardshipFile } from '../hardship/HardshipFile.ts';
import { fileStatusOn } from '../hardship/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { AidScheme } from './AidScheme.ts';
import { aidPolicy } from './policy.ts';
import { reasonsAgainst, ruleVersionOf } from './rules.ts';

type Reading = Pick<ReadContext, 'db' | 'now' | 'number'>;

/** The open file of the household that a worker is a person of, or the one that ended last. */
export async function fileAround({ db }: Pick<Reading, 'db'>, memberId: string): Promise<HardshipFile | null> {
  const [file] = await rows<HardshipFile>(
    db,
    sql`select ${columns(HardshipFile, 'f')} from hardship_file f
      where f.head_member_id = ${memberId} or f.household_id in (select households_of(${memberId}))
      order by f.status not in ('EXITED', 'REJECTED') desc, f.opened_on desc, f.id desc limit 1`,
  );
  return file ?? null;
}

/**
 * Whether the viewer knows a worker by the file of the household: as its head, or as one of the staff on the spot who keep the file where it
 * lies. Who reads files without keeping them (an approver, an auditor) reads workers elsewhere by their own rights alone.
 */
export const knowsByFile = (viewer: Viewer, file: HardshipFile | null): boolean =>
  file !== null &&
  (viewer.personId === file.headMemberId ||
    aidPolicy.allows(viewer, 'applyForAid', { memberId: null, scopePath: file.scopePath }));

/** Whether a household may have aid under a scheme today, and each reason why not. */
export function judge({ now, number }: Reading, scheme: AidScheme, file: HardshipFile | null) {
  const today = civilDay(now);
  const asked = file && { ...file, status: fileStatusOn(file, today) };
  const lineFen = BigInt(number(numbers.SUBSISTENCE_LINE));
  const reasons = reasonsAgainst(scheme, { file: asked, lineFen }, today);
  return { ok: reasons.length === 0, reasons, ruleVersion: ruleVersionOf(scheme), checkedAt: now };
}
