import { type FieldNode, type GraphQLFormattedError, Kind, parse, type SelectionSetNode } from 'graphql';
import { type Fragments, fragmentsOf } from '../operation/fragments.ts';
import { responseKey } from '../operation/responseKey.ts';
import type { FaultKind, SubgraphFault } from './answer.ts';

/** A call for a long list loses very many fields; past this number one error without a path stands for all others. */
export const MOST_LOST = 10_000;

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
  const told = paths.slice(0, MOST_LOST).map((path) => ({ message, path, extensions }));
  return told.length > 0 && told.length === paths.length ? told : [...told, { message, extensions }];
}

/** At most one more than are told. */
function lostPaths({ query, variables }: LostCall): Path[] {
  const document = parse(query, { noLocation: true });
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const roots = operation ? fieldsOf(operation.selectionSet, fragments) : [];
  const paths: Path[] = [];
  for (const { field } of roots) {
    if (field.name.value !== '_entities' || !field.selectionSet) {
      paths.push([responseKey(field)]);
      continue;
    }
    const representations: unknown = variables?.[representationsVariable(field)];
    const wanted = fieldsOf(field.selectionSet, fragments).filter(({ field: { name } }) => name.value !== '__typename');
    for (const [index, representation] of (Array.isArray(representations) ? representations : []).entries()) {
      if (paths.length > MOST_LOST) return paths;
      const place = [responseKey(field), index];
      const own = wanted.filter(({ onType }) => !onType || onType === typeName(representation));
      if (own.length === 0) paths.push(place);
      for (const entry of own) paths.push([...place, responseKey(entry.field)]);
    }
  }
  return paths;
}

/** The fields of a selection set, with the type condition they stand under. */
function fieldsOf(
  { selections }: SelectionSetNode,
  fragments: Fragments,
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

const typeName = (representation: unknown): unknown =>
  typeof representation === 'object' && representation !== null && '__typename' in representation
    ? representation.__typename
    : undefined;
