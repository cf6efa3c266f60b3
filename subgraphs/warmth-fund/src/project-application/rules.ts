import { checkedNumber, Refusal, refuseIf } from '@union-graph/subgraph';
import type { ProjectStatus, ServiceProject } from '../project/ServiceProject.ts';

interface Call {
  readonly status: ProjectStatus;
  readonly applyBy: string | null;
}

/** Applications are taken until the last day is over: `INVALID_TRANSITION` behind the call, `DEADLINE_PASSED` behind the day. */
export function assertOpen({ status, applyBy }: Call, today: string): void {
  if (status !== 'CALL' && status !== 'APPLIED')
    throw new Refusal('INVALID_TRANSITION', `The project is ${status} and takes no more applications.`, { field: 'status' });
  refuseIf(applyBy !== null && today > applyBy, 'DEADLINE_PASSED', `Applications were taken until ${applyBy}.`, { rule: 'S-22' });
}

/** An application asks for no more than the call offers (FND-INV-8), and gives what it asks for. */
export function checkRequested(requestedFen: bigint, { budgetFen }: Pick<ServiceProject, 'budgetFen'>): bigint {
  refuseIf(requestedFen > budgetFen, 'BUDGET_EXCEEDED', `The call offers ${budgetFen} fen at most; got ${requestedFen}.`, {
    rule: 'FND-INV-8',
    field: 'requestedFen',
  });
  return requestedFen;
}

/** Applications are compared when all are in: not before the last day to apply is over. */
export function assertComparable({ status, applyBy }: Call, today: string): void {
  if (status !== 'APPLIED' && status !== 'EVALUATED')
    throw new Refusal('INVALID_TRANSITION', `The project is ${status} and has nothing to evaluate.`, { field: 'status' });
  refuseIf(
    applyBy !== null && today <= applyBy,
    'VALIDATION_FAILED',
    `Applications come in until ${applyBy}; evaluate them afterwards, all by the same measure.`,
    { rule: 'S-22' },
  );
}

/** An evaluation has a score from 0 to 100 (`BAD_USER_INPUT` else), or says which conflict the evaluator is in. */
export function checkScore(score: number | null, conflict: string | null): void {
  if (score !== null) checkedNumber(score, 'score', [0, 100]);
  refuseIf(
    (score === null) === (conflict === null),
    'VALIDATION_FAILED',
    'Give a score from 0 to 100, or declare your conflict of interest, and not both.',
    { rule: 'S-22', field: 'score' },
  );
}
