import { assertTransition, checkedOpenText, type Tx, updateRow } from '@union-graph/subgraph';
import { endPerformanceOf } from '../performance/ofRequest.ts';
import type { CancelOutreachInput } from '../schema.gen.ts';
import { getOutreach } from './getOutreach.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { OUTREACH_TRANSITIONS } from './rules.ts';

/** The union calls off what it asked for, before it is delivered; its place in the quota, the facility and the performers are free again. */
export async function cancelOutreach(tx: Tx, input: CancelOutreachInput): Promise<{ request: OutreachRequest }> {
  const row = await getOutreach(tx, 'cancelOutreach', input);
  assertTransition(OUTREACH_TRANSITIONS, 'request', row.status, 'CANCELLED');
  const note = checkedOpenText(input.reason, 'reason', 1_000);
  await endPerformanceOf(tx, row.id, note);
  return { request: await updateRow(tx.db, OutreachRequest, row, { status: 'CANCELLED', note, closedAt: tx.now }) };
}
