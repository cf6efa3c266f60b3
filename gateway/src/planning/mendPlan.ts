import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { type FetchNode, fetchesOf, type PlanNode, placeOf, samePath } from './plan.ts';
import type { Unmet } from './unmetRequirements.ts';

const TYPE_NAME_FIELD: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The plan with a call of its own for the field, before all that needs it. */
export function mend(plan: PlanNode, unmet: Unmet): PlanNode | null {
  const without = replace(plan, unmet.node, withoutField(unmet));
  const call = ownCall(unmet);
  if (!without) return call;
  if (isAskedElsewhere(without, unmet)) return inOrder(without, unmet);
  return insertBefore(without, call, unmet) ?? { kind: 'sequence', nodes: [without, call] };
}

const isAskedElsewhere = (plan: PlanNode, { node, path, typeName, field }: Unmet): boolean =>
  fetchesOf(plan).some(({ service, entities, operation }) => {
    if (service !== node.service || !entities.some(({ paths }) => paths.some((one) => samePath(one, path)))) return false;
    let found = false;
    visit(parse(operation, { noLocation: true }), {
      InlineFragment: ({ typeCondition, selectionSet }) => {
        if (typeCondition?.name.value === typeName) found ||= selectionSet.selections.some((one) => print(one) === print(field));
      },
    });
    return found;
  });

/** The call without the field; null when nothing is left to ask for. Of objects below its entities their types are needed then. */
function withoutField({ node, document, field, isTold }: Unmet): FetchNode | null {
  const left = visit(document, {
    Field: {
      enter: (one) => (one === field ? (isTold ? null : TYPE_NAME_FIELD) : undefined),
      leave: (one) => (one.selectionSet?.selections.length === 0 ? null : undefined),
    },
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const [operation] = left.definitions as OperationDefinitionNode[];
  if (!operation || operation.selectionSet.selections.length === 0) return null;
  const used = variablesOf(operation.selectionSet);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const text = stripIgnoredCharacters(print({ ...operation, variableDefinitions }));
  return { ...node, operation: text, variables: node.variables.filter((name) => used.has(name)) };
}

function variablesOf(node: FieldNode | SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function ownCall({ node, document, path, typeName, field, requires }: Unmet): FetchNode {
  const used = variablesOf(field);
  const [operation] = document.definitions as OperationDefinitionNode[];
  const definitions = (operation?.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)).map(print);
  const text = `query(${['$representations:[_Any!]!', ...definitions].join(' ')}){_entities(representations:$representations){...on ${typeName}{${print(field)}}}}`;
  return {
    ...node,
    operationKind: 'query',
    operation: stripIgnoredCharacters(text),
    operationName: undefined,
    variables: node.variables.filter((name) => used.has(name)),
    entities: [{ responseKey: '_entities', variable: 'representations', paths: [path], requires, renames: [] }],
    at: [],
    renames: [],
  };
}

function replace(plan: PlanNode, node: FetchNode, by: FetchNode | null): PlanNode | null {
  if (plan === node) return by;
  if (plan.kind === 'fetch') return plan;
  if (plan.kind === 'condition') {
    const [whenTrue, whenFalse] = [plan.whenTrue, plan.whenFalse].map((inner) => inner && replace(inner, node, by));
    return { ...plan, whenTrue: whenTrue ?? null, whenFalse: whenFalse ?? null };
  }
  return { ...plan, nodes: plan.nodes.map((inner) => replace(inner, node, by)).filter((inner) => inner !== null) };
}

/** Puts a call before the first step that carries the field or goes on from it, in the innermost sequence; null when there is none. */
function insertBefore(plan: PlanNode, call: FetchNode, unmet: Unmet): PlanNode | null {
  if (plan.kind === 'fetch') return needs(plan, unmet) ? { kind: 'sequence', nodes: [call, plan] } : null;
  if (plan.kind === 'condition') {
    const [whenTrue, whenFalse] = [plan.whenTrue, plan.whenFalse].map((branch) => branch && insertBefore(branch, call, unmet));
    return whenTrue || whenFalse
      ? { ...plan, whenTrue: whenTrue ?? plan.whenTrue, whenFalse: whenFalse ?? plan.whenFalse }
      : null;
  }
  const waiting = plan.nodes.filter((node) => needs(node, unmet));
  const [found] = waiting;
  if (!found) return null;
  if (plan.kind === 'parallel' && waiting.length > 1) {
    const after: PlanNode = { kind: 'sequence', nodes: [call, { ...plan, nodes: waiting }] };
    return { ...plan, nodes: [...plan.nodes.filter((node) => !waiting.includes(node)), after] };
  }
  const at = plan.nodes.indexOf(found);
  // What one step needs under a condition and another without is not to depend on the condition.
  if (plan.kind === 'sequence' && (found.kind === 'fetch' || (found.kind === 'condition' && waiting.length > 1)))
    return { ...plan, nodes: [...plan.nodes.slice(0, at), call, ...plan.nodes.slice(at)] };
  const inner = insertBefore(found, call, unmet);
  return inner && { ...plan, nodes: plan.nodes.map((node) => (node === found ? inner : node)) };
}

/** Steps beside each other, one of which asks for what another needs, one after the other. */
function inOrder(plan: PlanNode, unmet: Unmet): PlanNode {
  if (plan.kind === 'fetch' || plan.kind === 'condition') return plan;
  const nodes = plan.nodes.map((node) => inOrder(node, unmet));
  if (plan.kind === 'sequence') return { ...plan, nodes };
  const asking = nodes.filter((node) => isAskedElsewhere(node, unmet));
  const waiting = nodes.filter((node) => !asking.includes(node) && needs(node, unmet));
  if (asking.length === 0 || waiting.length === 0) return { ...plan, nodes };
  const others = nodes.filter((node) => !asking.includes(node) && !waiting.includes(node));
  const ordered: PlanNode = {
    kind: 'sequence',
    nodes: [
      { kind: 'parallel', nodes: asking },
      { kind: 'parallel', nodes: waiting },
    ],
  };
  return { ...plan, nodes: [...others, ordered] };
}

/** Whether a step carries the field, or goes on from it. */
function needs(plan: PlanNode, { field, path }: Unmet): boolean {
  const name = (field.alias ?? field.name).value;
  const below = placeOf([...path, { kind: 'field', name }]);
  return fetchesOf(plan).some(
    ({ entities, at }) =>
      [...entities.flatMap(({ paths }) => paths), at].some((one) => `${placeOf(one)}.`.startsWith(`${below}.`)) ||
      entities.some(
        ({ paths, requires }) =>
          paths.some((one) => samePath(one, path)) && JSON.stringify(requires).includes(`"from":${JSON.stringify(name)}`),
      ),
  );
}
