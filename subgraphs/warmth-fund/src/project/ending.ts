import { projectClosed } from '@union-graph/events';
import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { ProjectInstalment } from '../project-agreement/ProjectInstalment.ts';
import type { ServiceProject } from './ServiceProject.ts';

/** The instalments of a project that ends, locked in the order of their ids. */
export const lockInstalments = (tx: Tx, projectId: string): Promise<ProjectInstalment[]> =>
  rows(
    tx.db,
    sql`
    select ${columns(ProjectInstalment, 'i')} from project_instalment i
      where i.project_id = ${projectId} order by i.id for update`,
  );

/** Fen of the instalments that the organisation was paid. */
export const paidFen = (instalments: readonly ProjectInstalment[]): bigint =>
  instalments.reduce((sum, { status, amountFen }) => (status === 'PAID' ? sum + amountFen : sum), 0n);

/** Frees what was awarded and will not be paid any more; what came back is not spent. */
export const freeBudget = (tx: Tx, { budgetId, budgetFen }: ServiceProject, paid: bigint, returned: bigint): Promise<void> =>
  moveBudget(tx, budgetId as string, { committedFen: paid - budgetFen, spentFen: -returned });

/** Tells that a project is over, and how. */
export const announceEnd = (tx: Tx, { id, version, status }: ServiceProject): Promise<void> =>
  tx.publish(projectClosed, { id, version }, { status });
