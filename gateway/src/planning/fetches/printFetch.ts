import { type ArgumentNode, type OperationDefinitionNode, print, stripIgnoredCharacters, visit } from 'graphql';
import type { FetchNode } from '../plan.ts';
import { aliasConflictingFields, type FieldAliases } from './aliasConflictingFields.ts';
import type { FetchField, FetchSelection, PlannedFetch } from './plannedFetch.ts';

/** Prints a fetch as a node of the plan. The client's operation has the definitions of the variables. */
export function printFetch(fetch: PlannedFetch, client: OperationDefinitionNode): FetchNode {
  const { subgraph, operationType, representation, path, selection } = fetch;
  const keys = aliasConflictingFields(selection);
  const isOfEntities = representation !== null;
  const printed = printSelection(selection, keys, isOfEntities);
  const body = isOfEntities ? `{_entities(representations:$representations)${printed}}` : printed;
  const used = new Set<string>();
  for (const argument of argumentsOf(selection)) visit(argument, { Variable: ({ name }) => void used.add(name.value) });
  const definitions = (client.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const declared = [...(isOfEntities ? ['$representations:[_Any!]!'] : []), ...definitions.map(print)].join(' ');
  const { renames } = keys;
  return {
    kind: 'fetch',
    subgraph: subgraph,
    operationType,
    operationText: stripIgnoredCharacters(`${operationType}${declared && `(${declared})`}${body}`),
    operationName: undefined,
    variables: definitions.map(({ variable }) => variable.name.value),
    entities: isOfEntities
      ? [{ responseKey: '_entities', representationsVariable: 'representations', paths: [path], representation, renames }]
      : [],
    parentPath: isOfEntities ? [] : path,
    renames: isOfEntities ? [] : renames,
  };
}

const argumentsOf = ({ byType }: FetchSelection): ArgumentNode[] =>
  [...byType.values()].flatMap((fields) =>
    [...fields.values()].flatMap((field) => [...field.arguments, ...(field.selection ? argumentsOf(field.selection) : [])]),
  );

function printSelection(
  { declaredType, byType, selectsTypename }: FetchSelection,
  keys: FieldAliases,
  isOfEntities = false,
): string {
  const parts = selectsTypename ? ['__typename'] : [];
  for (const [type, fields] of byType) {
    const printed = [...fields].map(([key, field]) => printField(keys.aliasOf.get(field) ?? key, field, keys)).join(' ');
    if (printed) parts.push(type === declaredType && !isOfEntities ? printed : `...on ${type}{${printed}}`);
  }
  return `{${parts.join(' ') || '__typename'}}`;
}

function printField(key: string, field: FetchField, keys: FieldAliases): string {
  const given = field.arguments.length > 0 ? `(${field.arguments.map(print).join(' ')})` : '';
  const below = field.selection ? printSelection(field.selection, keys) : '';
  return `${key === field.name ? '' : `${key}:`}${field.name}${given}${below}`;
}
