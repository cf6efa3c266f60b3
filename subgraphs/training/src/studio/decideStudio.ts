import { checkedText, civilDay, columns, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import type { DecideStudioInput } from '../schema.gen.ts';
import { withdrawFunding } from '../studio-funding/fundStudio.ts';
import { getStudioFor, requireLeader } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { StudioEvaluation } from './StudioEvaluation.ts';
import { tellCount } from './tellCount.ts';

/**
 * Takes a studio's name back, or keeps one that did not pass its evaluation; by somebody else than the evaluator. A name is kept only
 * under a leader who is in a union.
 */
export async function decideStudio(tx: Tx, input: DecideStudioInput): Promise<{ studio: InnovationStudio }> {
  const before = await getStudioFor(tx, 'decideStudio', input, input.keep ? 'ACTIVE' : 'REVOKED');
  refuseIf(
    input.keep && before.status !== 'EVALUATED',
    'INVALID_TRANSITION',
    `The studio is ${before.status}; a name is kept after an evaluation that was not passed.`,
    { field: 'status' },
  );
  const decidedBy = actingPerson(tx.viewer);
  const evaluator = before.status === 'EVALUATED' ? await lastEvaluator(tx, before.id) : null;
  refuseIf(
    decidedBy === evaluator || decidedBy === before.leaderMemberId,
    'SEPARATION_OF_DUTIES',
    'You evaluated this studio or lead it. Ask a colleague to decide.',
  );
  const reason = checkedText(input.reason, 'reason', 500, 2);
  if (input.keep) await requireLeader(tx, before.leaderMemberId, 'keep');
  const studio = await updateRow(
    tx.db,
    InnovationStudio,
    before,
    input.keep ? { status: 'ACTIVE' } : { status: 'REVOKED', revokedAt: civilDay(tx.now), revokedReason: reason },
  );
  if (!input.keep) await withdrawFunding(tx, studio);
  await tellCount(tx, studio);
  return { studio };
}

async function lastEvaluator({ db }: Tx, studioId: string): Promise<string | null> {
  const [last] = await rows<StudioEvaluation>(
    db,
    sql`select ${columns(StudioEvaluation, 'e')} from studio_evaluation e where e.studio_id = ${studioId} order by e.year desc limit 1`,
  );
  return last?.evaluatedBy ?? null;
}
