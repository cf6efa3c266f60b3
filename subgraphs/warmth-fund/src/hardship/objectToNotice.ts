import {
  checkedText,
  civilDay,
  forbidden,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseErased,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { ObjectToNoticeInput } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { Objection } from './Objection.ts';
import { PublicNotice } from './PublicNotice.ts';

/** Objects to a file that is on notice, once a person, by its last day (`DEADLINE_PASSED` after it). The file is held up until it is decided. */
export async function objectToNotice(tx: Tx, input: ObjectToNoticeInput): Promise<{ objection: Objection }> {
  const { noticeId } = input;
  const { personId } = tx.viewer;
  if (personId === null) throw forbidden(tx.viewer, 'An objection is a person’s.', { kind: 'person', anyOf: [] });
  await refuseErased(tx, [personId]);
  const notice = isId(noticeId) ? await tx.db.findOneBy(PublicNotice, { id: noticeId }) : null;
  if (!notice) throw notFound('public notice', noticeId);
  const file = await getForUpdate(tx, HardshipFile, notice.fileId, { what: 'hardship file', visible: () => true });
  refuseIf(civilDay(tx.now) > notice.to, 'DEADLINE_PASSED', `Objections were taken until ${notice.to}.`, {
    rule: 'S-34',
    field: 'noticeId',
  });
  refuseIf(
    file.status !== 'PUBLIC_NOTICE' && file.status !== 'SUSPENDED',
    'INVALID_TRANSITION',
    `The file is ${file.status} and not on notice any more.`,
    { field: 'status' },
  );
  const objection = await insertRow(tx.db, Objection, {
    id: newId(),
    noticeId: notice.id,
    personId,
    reason: checkedText(input.reason, 'reason', 2_000),
    at: tx.now,
    outcome: null,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    version: 1,
  });
  if (file.status === 'PUBLIC_NOTICE') await updateRow(tx.db, HardshipFile, file, { status: 'SUSPENDED' });
  return { objection };
}
