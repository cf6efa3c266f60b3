import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { FaultKind, SubgraphFault } from './answer.ts';

/** A call for a long list loses very many fields; past this number the errors say nothing new. */
const MAX_ERRORS = 100;

const REASONS: Partial<Record<FaultKind, string>> = {
  timeout: 'did not answer in time',
  deadline: 'did not answer in the time that you gave',
  crowded: 'has more to do than it can now',
};

type Path = readonly (string | number)[];

/** The call that failed: its operation, and the representations it carried. */
export interface LostCall {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One error for each field that a failed call was to bring, with the path it has in the call's own answer. */
export function lostFields(service: string, fault: SubgraphFault, call: LostCall): GraphQLFormattedError[] {
  const message = `The service "${service}" ${REASONS[fault.kind] ?? 'cannot be reached now'}. Ask for these fields again later.`;
  const extensions = { code: 'DEPENDENCY_UNAVAILABLE', service };
  const paths = lostPaths(call);
  return paths.length === 0
    ? [{ message, extensions }]
    : paths.slice(0, MAX_ERRORS).map((path) => ({ message, path, extensions }));
}

function lostPaths({ query, variables }: LostCall): Path[] {
  const { definitions } = parse(query, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const roots = operation ? fieldsOf(operation.selectionSet, fragments) : [];
  return roots.flatMap(({ field }): Path[] => {
    if (field.name.value !== '_entities' || !field.selectionSet) return [[responseKey(field)]];
    const representations: unknown = variables?.[representationsVariable(field)];
    const wanted = fieldsOf(field.selectionSet, fragments).filter(({ field: { name } }) => name.value !== '__typename');
    return (Array.isArray(representations) ? representations : []).flatMap((representation, index): Path[] => {
      const place = [responseKey(field), index];
      const own = wanted.filter(({ onType }) => !onType || onType === typeName(representation));
      return own.length === 0 ? [place] : own.map((entry) => [...place, responseKey(entry.field)]);
    });
  });
}

/** The fields of a selection set, with the type condition they stand under. */
function fieldsOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  onType?: string,
): { field: FieldNode; onType: string | undefined }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, onType }];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    return fieldsOf(fragment.selectionSet, fragments, fragment.typeCondition?.name.value ?? onType);
  });
}

/** The variable that an `_entities` field takes its representations from. */
function representationsVariable({ arguments: given = [] }: FieldNode): string {
  const value = given[0]?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : 'representations';
}

const responseKey = (field: FieldNode): string => field.alias?.value ?? field.name.value;

const typeName = (representation: unknown): unknown =>
  typeof representation === 'object' && representation !== null && '__typename' in representation
    ? representation.__typename
    : undefined;
