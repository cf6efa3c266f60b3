import { checkedText, civilDay, insertRow, newId, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { EvaluateStudioInput } from '../schema.gen.ts';
import { getStudioFor, requireLeader } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { isYearToEvaluate } from './rules.ts';
import { StudioEvaluation } from './StudioEvaluation.ts';
import { tellCount } from './tellCount.ts';

/**
 * Evaluates a year of an active studio (2.3.2), once. One that passes stays active: it had enough results in the year, and its leader is in a union.
 * One that does not is EVALUATED, and waits for the decision of somebody else.
 */
export async function evaluateStudio(
  tx: Tx,
  input: EvaluateStudioInput,
): Promise<{ studio: InnovationStudio; evaluation: StudioEvaluation }> {
  const before = await getStudioFor(tx, 'evaluateStudio', input, 'EVALUATED');
  const { year, passed } = input;
  refuseIf(
    !isYearToEvaluate(year, before.openedAt as string, civilDay(tx.now)),
    'VALIDATION_FAILED',
    'This year or the last is evaluated, and not before the studio was opened.',
    { rule: '2.3.2', field: 'year' },
  );
  const evaluatedBy = actingPerson(tx.viewer);
  refuseIf(
    evaluatedBy === before.leaderMemberId,
    'SEPARATION_OF_DUTIES',
    'You lead this studio. Ask a colleague to evaluate it.',
  );
  const resultsCount = await countResults(tx, before.id, year);
  if (passed) await requirePass(tx, before, resultsCount);
  const evaluation = await insertRow(tx.db, StudioEvaluation, {
    id: newId(),
    studioId: before.id,
    year,
    passed,
    resultsCount,
    findings: checkedText(input.findings, 'findings', 1_000, 2),
    evaluatedBy,
    evaluatedAt: tx.now,
  });
  const studio = await updateRow(tx.db, InnovationStudio, before, { status: passed ? 'ACTIVE' : 'EVALUATED' });
  if (!passed) await tellCount(tx, studio);
  return { studio, evaluation };
}

async function countResults({ db }: Tx, studioId: string, year: number): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from studio_project p where p.studio_id = ${studioId} and p.year = ${year} and p.result is not null`,
  );
  return counted?.count ?? 0;
}

async function requirePass(tx: Tx, { leaderMemberId }: InnovationStudio, resultsCount: number): Promise<void> {
  const wanted = tx.number(numbers.STUDIO_RESULTS_A_YEAR);
  refuseIf(resultsCount < wanted, 'THRESHOLD_NOT_MET', `The year has ${resultsCount} results; it takes ${wanted} to pass.`, {
    rule: 'P18',
    field: 'passed',
  });
  await requireLeader(tx, leaderMemberId, 'passed');
}
