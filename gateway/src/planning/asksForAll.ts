import { type DirectiveNode, type DocumentNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import { fetchesOf, type PlanNode } from './plan.ts';
import { keyOf } from './selected.ts';

/**
 * The plan, when it asks for every root field of the operation that no condition may leave out. Throws when it does not: a planner that finds no way from a root field
 * to what is selected of it may leave the field out without a word.
 */
export function asksForAll(plan: PlanNode | null, document: DocumentNode): PlanNode | null {
  const calls = fetchesOf(plan).filter(({ entities, at }) => entities.length === 0 && at.length === 0);
  const asked = new Set(calls.flatMap(({ operation }) => rootKeys(parse(operation, { noLocation: true }))));
  const forgotten = rootKeys(document, (directives) => directives.length === 0).filter((key) => !asked.has(key));
  if (forgotten.length > 0) throw new Error(`There is no way to what is selected of "${forgotten.join('", "')}".`);
  return plan;
}

type Keep = (directives: readonly DirectiveNode[]) => boolean;

function rootKeys({ definitions }: DocumentNode, keep: Keep = () => true): string[] {
  const operation = definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  return operation ? keysIn(operation.selectionSet, keep) : [];
}

const keysIn = ({ selections }: SelectionSetNode, keep: Keep): string[] =>
  selections.flatMap((one) => {
    if (one.kind === Kind.FRAGMENT_SPREAD || !keep(one.directives ?? [])) return [];
    return one.kind === Kind.FIELD ? [keyOf(one)] : keysIn(one.selectionSet, keep);
  });
