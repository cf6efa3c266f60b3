import { assertTransition, checkedText, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { changeCase } from '../case/change.ts';
import { tellStaff } from '../case/tellStaff.ts';
import type { EndLegalAidInput } from '../schema.gen.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { LONGEST_NOTE } from './recordLegalAidWork.ts';
import { GRANT_TRANSITIONS } from './rules.ts';
import { takeGrant } from './takeGrant.ts';

/** Ends a grant; the lawyer reads the worker's record no more. */
export async function endLegalAid(tx: Tx, input: EndLegalAidInput): Promise<{ grant: LegalAidGrant }> {
  const { grant, row } = await takeGrant(tx, input, 'endLegalAid');
  assertTransition(GRANT_TRANSITIONS, 'grant of legal aid', grant.status, input.ending);
  const ended = await updateRow(tx.db, LegalAidGrant, grant, {
    status: input.ending,
    endedOn: civilDay(tx.now),
    outcome: checkedText(input.outcome, 'outcome', LONGEST_NOTE),
  });
  await tellStaff(tx, await changeCase(tx, row, {}));
  return { grant: ended };
}
