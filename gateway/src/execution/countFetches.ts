import type { DocumentNode, GraphQLSchema } from 'graphql';
import { liftLiterals } from '../operation/literals.ts';
import { conditionVariables, plannedPart } from '../operation/operation.ts';
import { renameCollidingNames } from '../operation/renameCollidingNames.ts';
import type { PlanNode } from '../planning/plan.ts';
import type { Planner } from '../planning/planner.ts';
import type { DataSubjectPaths } from '../supergraph/reading/dataSubjectPaths.ts';
import { compileLoggedOperation } from './subjects/loggedOperation.ts';

/**
 * The number of calls to subgraphs that an operation of a valid document makes: of two plans, one with every condition (`@skip`, `@include`) true and one with
 * every condition false, the larger. Rejects when the operation cannot be planned.
 */
export async function countFetches(
  document: DocumentNode,
  operationName: string | undefined,
  {
    schema,
    planner,
    subjectPaths,
  }: { readonly schema: GraphQLSchema; readonly planner: Planner; readonly subjectPaths: DataSubjectPaths | null },
): Promise<number> {
  const lifted = liftLiterals(document, operationName, schema);
  const named = renameCollidingNames(lifted.document, schema, planner.fieldNames);
  const logged = compileLoggedOperation(named.document, operationName, { schema, subjectPaths, fields: planner.fieldNames.all });
  const conditions = conditionVariables(logged.planned);
  const counts: number[] = [];
  for (const value of conditions.length === 0 ? [true] : [true, false]) {
    const part = plannedPart(logged.planned, schema, Object.fromEntries(conditions.map((name) => [name, value])));
    counts.push(fetchesOf(part && (await planner.plan(part))));
  }
  return Math.max(...counts);
}

function fetchesOf(node: PlanNode | null): number {
  if (node === null) return 0;
  return node.kind === 'fetch' ? 1 : node.nodes.reduce((sum, inner) => sum + fetchesOf(inner), 0);
}
