import { checkedText, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import type { ReviewStudioInput } from '../schema.gen.ts';
import { getStudioFor } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';

/** Accepts or declines a nomination; nobody reviews their own. */
export async function reviewStudio(tx: Tx, input: ReviewStudioInput): Promise<{ studio: InnovationStudio }> {
  const status = input.accepted ? ('REVIEWED' as const) : ('DECLINED' as const);
  const before = await getStudioFor(tx, 'reviewStudio', input, status);
  const reviewedBy = actingPerson(tx.viewer);
  refuseIf(
    reviewedBy === before.nominatedBy || reviewedBy === before.leaderMemberId,
    'SEPARATION_OF_DUTIES',
    'You nominated this studio or are to lead it. Ask a colleague to review it.',
  );
  const reviewNote = checkedText(input.note, 'note', 500, 2);
  return { studio: await updateRow(tx.db, InnovationStudio, before, { status, reviewedBy, reviewedAt: tx.now, reviewNote }) };
}
