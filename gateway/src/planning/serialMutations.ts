import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { responseKey } from '../operation/responseKey.ts';
import { type FetchNode, fetchesOf, type PlanNode } from './plan.ts';

type Plan = (document: DocumentNode) => Promise<PlanNode | null>;

/** The plan of one root field, or of several adjacent root fields that share a call. */
interface PlannedPart {
  readonly fields: readonly FieldNode[];
  readonly plan: PlanNode | null;
}

/**
 * Plans the root fields of a mutation so that each is executed to its end, with its selection set, before the next one begins (GraphQL
 * specification, «Mutation»). Adjacent root fields of one subgraph share a call if only the last one needs further calls. When a non-null root
 * field is null, execution ends there, as on a single server.
 */
export async function planSerially(document: DocumentNode, schema: GraphQLSchema, plan: Plan): Promise<PlanNode | null> {
  const [operation] = document.definitions as OperationDefinitionNode[];
  const fields = operation ? plainFields(operation) : null;
  if (operation?.operation !== 'mutation' || !fields || fields.length < 2) return plan(document);
  const planFields = (some: readonly FieldNode[]): Promise<PlanNode | null> => plan(mutationOf(operation, some));
  const single: PlannedPart[] = [];
  for (const field of fields) single.push({ fields: [field], plan: await planFields([field]) });
  const parts: PlannedPart[] = [];
  for (const group of groupBySubgraph(single)) parts.push(...(await joinGroup(group, planFields)));
  const mutation = schema.getMutationType()?.getFields() ?? {};
  const isNonNull = ({ name }: FieldNode): boolean => isNonNullType(mutation[name.value]?.type);
  const planned = parts.flatMap((part) => (part.plan ? [{ ...part, plan: part.plan }] : []));
  return {
    kind: 'sequence',
    nodes: planned.map((part) => part.plan),
    nonNullKeys: planned.map((part) => part.fields.filter(isNonNull).map(responseKey)),
  };
}

/** Groups of adjacent parts of one subgraph; all but the last part of a group have no fetches after their call. */
function groupBySubgraph(parts: readonly PlannedPart[]): PlannedPart[][] {
  const groups: PlannedPart[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const former = group?.at(-1)?.plan;
    const [first] = fetchesOf(part.plan);
    if (group && former?.kind === 'fetch' && first && isMutationOf(first, former.subgraph)) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Plans the root fields of a group as one part. Returns the group unchanged if that plan does not start with one call for all of them. */
async function joinGroup(
  group: readonly PlannedPart[],
  planFields: (fields: readonly FieldNode[]) => Promise<PlanNode | null>,
): Promise<readonly PlannedPart[]> {
  if (group.length < 2) return group;
  const fields = group.flatMap((part) => part.fields);
  const plan = await planFields(fields);
  const [mutation, ...others] = fetchesOf(plan).filter(({ operationType }) => operationType === 'mutation');
  return plan && others.length === 0 && startsWith(plan, mutation) ? [{ fields, plan }] : group;
}

const isMutationOf = (fetch: FetchNode, subgraph: string): boolean =>
  fetch.operationType === 'mutation' && fetch.subgraph === subgraph;

function startsWith(plan: PlanNode, fetch: FetchNode | undefined): boolean {
  if (plan.kind === 'sequence') return plan.nodes[0] !== undefined && startsWith(plan.nodes[0], fetch);
  return plan === fetch;
}

/** The root fields of a mutation; null if some are in fragments or have conditions that are not decided yet. */
function plainFields({ selectionSet }: OperationDefinitionNode): readonly FieldNode[] | null {
  const fields = selectionSet.selections.filter((one) => one.kind === Kind.FIELD && !one.directives?.length) as FieldNode[];
  return fields.length === selectionSet.selections.length ? fields : null;
}

/** The mutation reduced to some of its root fields and the variables that they use. */
function mutationOf(operation: OperationDefinitionNode, selections: readonly FieldNode[]): DocumentNode {
  const used = new Set<string>();
  for (const field of selections) visit(field, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const selectionSet = { ...operation.selectionSet, selections };
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions, selectionSet }] };
}
