import { checkedOpenText, refuseIf, type Tx } from '@union-graph/subgraph';
import { visibleCase } from '../case/change.ts';
import type { EscalateWarningInput, InterveneInWarningInput, ResolveWarningInput } from '../schema.gen.ts';
import { moveWarning, takeWarning } from './change.ts';
import type { EarlyWarning } from './EarlyWarning.ts';
import { checkCase } from './rules.ts';
import { factsOfCase } from './warningOfCase.ts';

/** Hands a warning a level up before its time is over (S-28). */
export async function escalateWarning(tx: Tx, input: EscalateWarningInput): Promise<{ warning: EarlyWarning }> {
  const row = await takeWarning(tx, input, 'escalateWarning');
  // From RESOLVED a warning is opened again by its case alone.
  refuseIf(row.closedAt !== null, 'INVALID_TRANSITION', `This warning is over: ${row.status}.`, { field: 'status' });
  const escalationReason = checkedOpenText(input.reason, 'reason', 1_000);
  return { warning: await moveWarning(tx, row, 'ESCALATED', { escalatedAt: tx.now, escalationReason }) };
}

/** Says what is done about a verified warning (S-28): by a case that is there already, or by a measure without one. */
export async function interveneInWarning(tx: Tx, input: InterveneInWarningInput): Promise<{ warning: EarlyWarning }> {
  const { caseId, measure } = input;
  refuseIf((caseId == null) === (measure == null), 'BAD_USER_INPUT', 'Say either "caseId" or "measure".', { field: 'caseId' });
  // The case before its warning, as everywhere.
  const of = caseId == null ? null : await visibleCase(tx, caseId);
  const row = await takeWarning(tx, input, 'interveneInWarning');
  refuseIf(row.verifiedAt === null, 'INVALID_TRANSITION', 'This warning is not verified yet. Verify it first.', {
    field: 'status',
  });
  refuseIf(row.caseId !== null, 'INVALID_TRANSITION', 'This warning became a case before.', { field: 'status' });
  if (of === null) {
    const text = checkedOpenText(String(measure), 'measure', 1_000);
    return { warning: await moveWarning(tx, row, 'INTERVENING', { intervenedAt: tx.now, measure: text }) };
  }
  refuseIf(
    of.status === 'DRAFT' || of.closedAt !== null,
    'VALIDATION_FAILED',
    `The case is ${of.status}; name one that is open.`,
    {
      rule: 'S-28',
      field: 'caseId',
    },
  );
  checkCase(row, await factsOfCase(tx, of), tx.number, 'caseId');
  return { warning: await moveWarning(tx, row, 'INTERVENING', { intervenedAt: tx.now, caseId: of.id }) };
}

/** Ends a warning whose trouble is over (S-28); one that became a case ends with that. */
export async function resolveWarning(tx: Tx, input: ResolveWarningInput): Promise<{ warning: EarlyWarning }> {
  const row = await takeWarning(tx, input, 'resolveWarning');
  refuseIf(row.caseId !== null && row.closedAt === null, 'VALIDATION_FAILED', 'This warning became a case, and ends with that.', {
    rule: 'S-28',
    field: 'warningId',
  });
  refuseIf(row.verifiedAt === null, 'INVALID_TRANSITION', 'This warning is not verified yet. Verify it first.', {
    field: 'status',
  });
  return { warning: await moveWarning(tx, row, 'RESOLVED', { result: checkedOpenText(input.result, 'result', 1_000) }) };
}
