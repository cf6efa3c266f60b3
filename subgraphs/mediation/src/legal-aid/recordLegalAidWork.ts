import { checkedNumber, checkedText, civilDay, insertRow, newId, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { RecordLegalAidWorkInput } from '../schema.gen.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { LegalAidWork } from './LegalAidWork.ts';
import { lastDayOfAid } from './rules.ts';
import { takeGrant } from './takeGrant.ts';

const MINUTES_OF_DAY = 1440;
export const LONGEST_NOTE = 1000;

/** Records the lawyer's work of a day, also after the case has ended the grant; what was recorded stays. */
export async function recordLegalAidWork(tx: Tx, input: RecordLegalAidWorkInput): Promise<{ grant: LegalAidGrant }> {
  const { grant, row } = await takeGrant(tx, input, 'recordLegalAidWork');
  const { workedOn } = input;
  const { endedOn } = grant;
  const last = endedOn === null ? civilDay(tx.now) : lastDayOfAid({ ...grant, endedOn }, row.failedAt);
  refuseIf(
    workedOn < grant.grantedOn || workedOn > last,
    'BAD_USER_INPUT',
    `Work for this grant is of a day from ${grant.grantedOn} to ${last}.`,
    { field: 'workedOn' },
  );
  await insertRow(tx.db, LegalAidWork, {
    id: newId(),
    grantId: grant.id,
    workedOn,
    minutes: checkedNumber(input.minutes, 'minutes', [1, MINUTES_OF_DAY]),
    note: checkedText(input.note, 'note', LONGEST_NOTE),
    recordedAt: tx.now,
  });
  return { grant: await updateRow(tx.db, LegalAidGrant, grant, {}) };
}
