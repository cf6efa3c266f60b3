import { memberCorrected } from '@union-graph/events';
import { insertRow, newId, type Tx } from '@union-graph/subgraph';
import type { Member } from './Member.ts';
import { MemberCorrection } from './MemberCorrection.ts';

/** What was corrected of a record. */
interface Corrected {
  /** The record as it was. */
  readonly before: Member;
  /** The record as it now is. */
  readonly after: Member;
  readonly fields: readonly (keyof Member)[];
  readonly reason: string;
  readonly evidenceRef: string;
}

/** Keeps a correction of a worker's record with its reason and evidence, and publishes which fields changed. */
export async function keepCorrection(tx: Tx, { before, after, fields, reason, evidenceRef }: Corrected): Promise<void> {
  const told = fields.map((field) => (field === 'identityMasked' ? 'identityNumber' : field));
  await insertRow(tx.db, MemberCorrection, {
    id: newId(),
    memberId: before.id,
    fields: told,
    before: pick(before, fields),
    after: pick(after, fields),
    reason,
    evidenceRef,
    correctedById: tx.viewer.personId as string,
    correctedAt: tx.now,
  });
  await tx.publish(memberCorrected, { id: after.id, version: after.version }, { memberId: after.id, fields: told });
}

const pick = (member: Member, fields: readonly (keyof Member)[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, member[field]]));
