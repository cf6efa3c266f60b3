import {
  checkedText,
  getForUpdate,
  isId,
  notFound,
  refuseIf,
  resolveRequest,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { tellHousehold } from '../listed-person/tellListed.ts';
import type { DecideObjectionInput } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { Objection } from './Objection.ts';
import { PublicNotice } from './PublicNotice.ts';
import { hardshipPolicy, seesFile } from './policy.ts';
import { assertFileStep, personsOf, refuseHousehold } from './steps.ts';

/** Decides an objection: upheld, the file is rejected; with the last one dismissed the notice goes on. */
export async function decideObjection(
  tx: Tx,
  input: DecideObjectionInput,
): Promise<{ objection: Objection; file: HardshipFile }> {
  const { objectionId: id, outcome } = input;
  const known = isId(id) ? await tx.db.findOneBy(Objection, { id }) : null;
  if (!known) throw notFound('objection', id);
  const { fileId } = await tx.db.findOneByOrFail(PublicNotice, { id: known.noticeId });
  const visible = await tx.db.findOneByOrFail(HardshipFile, { id: fileId });
  if (!seesFile(tx.viewer, visible)) throw notFound('objection', id);
  const file = await getForUpdate(tx, HardshipFile, fileId, { what: 'hardship file', visible: seesFile });
  hardshipPolicy.authorise(tx.viewer, 'decideObjection', file);
  refuseHousehold(tx, [...(await personsOf(tx, file)), known.personId], 'decide about their own household or objection');
  const row = await getForUpdate(tx, Objection, id, {
    what: 'objection',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  refuseIf(row.outcome !== null, 'INVALID_TRANSITION', 'This objection is decided already.', { field: 'objectionId' });
  const objection = await updateRow(tx.db, Objection, row, {
    outcome,
    decision: checkedText(input.decision, 'decision', 1_000),
    decidedBy: tx.viewer.personId,
    decidedAt: tx.now,
  });
  return { objection, file: await goOn(tx, file, objection) };
}

async function goOn(tx: Tx, file: HardshipFile, { outcome, noticeId, decision }: Objection): Promise<HardshipFile> {
  if (outcome === 'UPHELD') {
    assertFileStep(tx, file, 'REJECTED');
    const rejected = await updateRow(tx.db, HardshipFile, file, { status: 'REJECTED', note: decision });
    await tellHousehold(tx, rejected);
    await resolveRequest(tx, rejected, 'HardshipFile', rejected.status);
    return rejected;
  }
  const open = await rows(tx.db, sql`select from objection o where o.notice_id = ${noticeId} and o.outcome is null limit 1`);
  return open.length > 0 || file.status !== 'SUSPENDED'
    ? file
    : updateRow(tx.db, HardshipFile, file, { status: 'PUBLIC_NOTICE' });
}
