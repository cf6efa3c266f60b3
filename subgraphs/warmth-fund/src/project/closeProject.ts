import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { CloseProjectInput } from '../schema.gen.ts';
import { announceEnd, freeBudget, lockInstalments, paidFen } from './ending.ts';
import { PROJECT_TRANSITIONS } from './rules.ts';
import { ServiceProject } from './ServiceProject.ts';
import { getProject } from './steps.ts';

/** Closes an accepted project when every instalment is paid; what was awarded beyond them is free again. */
export async function closeProject(tx: Tx, input: CloseProjectInput): Promise<{ project: ServiceProject }> {
  const row = await getProject(tx, 'closeProject', input);
  assertTransition(PROJECT_TRANSITIONS, 'project', row.status, 'CLOSED');
  const instalments = await lockInstalments(tx, row.id);
  const open = instalments.filter(({ status }) => status !== 'PAID').length;
  refuseIf(open > 0, 'VALIDATION_FAILED', `${open} of its instalments are not paid yet. Pay them first.`, { rule: 'S-22' });
  await freeBudget(tx, row, paidFen(instalments), 0n);
  const project = await updateRow(tx.db, ServiceProject, row, { status: 'CLOSED' });
  await announceEnd(tx, project);
  return { project };
}
