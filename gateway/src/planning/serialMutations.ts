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

/** One root field, or several adjacent ones that share a call, and their plan. */
interface Part {
  readonly fields: readonly FieldNode[];
  readonly plan: PlanNode | null;
}

/**
 * Plans the root fields of a mutation so that each is executed to its end, with all that is selected of it, before the next one begins
 * (GraphQL specification, «Mutation»). Adjacent fields of one subgraph share a call where only the last one has calls after it. A field
 * that may not be null and is ends the mutation, as in a single server.
 */
export async function planSerially(document: DocumentNode, schema: GraphQLSchema, plan: Plan): Promise<PlanNode | null> {
  const [operation] = document.definitions as OperationDefinitionNode[];
  const fields = operation ? plainFields(operation) : null;
  if (operation?.operation !== 'mutation' || !fields || fields.length < 2) return plan(document);
  const planFields = (some: readonly FieldNode[]): Promise<PlanNode | null> => plan(documentOf(operation, some));
  const single: Part[] = [];
  for (const field of fields) single.push({ fields: [field], plan: await planFields([field]) });
  const parts: Part[] = [];
  for (const group of groupsOf(single)) parts.push(...(await join(group, planFields)));
  const mutation = schema.getMutationType()?.getFields() ?? {};
  const isRequired = ({ name }: FieldNode): boolean => isNonNullType(mutation[name.value]?.type);
  const planned = parts.flatMap((part) => (part.plan ? [{ ...part, plan: part.plan }] : []));
  return {
    kind: 'sequence',
    nodes: planned.map((part) => part.plan),
    required: planned.map((part) => part.fields.filter(isRequired).map(responseKey)),
  };
}

/** Groups of adjacent parts of one subgraph; all but the last part of a group have no fetches after their call. */
function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const former = group?.at(-1)?.plan;
    const [first] = fetchesOf(part.plan);
    if (group && former?.kind === 'fetch' && first && isMutationOf(first, former.service)) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** The group as one part whose plan starts with one call for all root fields; the group unchanged where it does not. */
async function join(
  group: readonly Part[],
  planFields: (fields: readonly FieldNode[]) => Promise<PlanNode | null>,
): Promise<readonly Part[]> {
  if (group.length < 2) return group;
  const fields = group.flatMap((part) => part.fields);
  const plan = await planFields(fields);
  const [mutation, ...others] = fetchesOf(plan).filter(({ operationKind }) => operationKind === 'mutation');
  return plan && others.length === 0 && startsWith(plan, mutation) ? [{ fields, plan }] : group;
}

const isMutationOf = (fetch: FetchNode, service: string): boolean =>
  fetch.operationKind === 'mutation' && fetch.service === service;

function startsWith(plan: PlanNode, fetch: FetchNode | undefined): boolean {
  if (plan.kind === 'sequence') return plan.nodes[0] !== undefined && startsWith(plan.nodes[0], fetch);
  return plan === fetch;
}

/** The root fields of a mutation whose conditions are decided; null where some still stand in fragments or under conditions. */
function plainFields({ selectionSet }: OperationDefinitionNode): readonly FieldNode[] | null {
  const fields = selectionSet.selections.filter((one) => one.kind === Kind.FIELD && !one.directives?.length) as FieldNode[];
  return fields.length === selectionSet.selections.length ? fields : null;
}

/** The mutation with some of its root fields, and the variables that these use. */
function documentOf(operation: OperationDefinitionNode, selections: readonly FieldNode[]): DocumentNode {
  const used = new Set<string>();
  for (const field of selections) visit(field, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const selectionSet = { ...operation.selectionSet, selections };
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions, selectionSet }] };
}
