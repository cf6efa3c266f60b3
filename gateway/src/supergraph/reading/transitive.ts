import { type ConstDirectiveNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { type AccessRules, mergeRules, type Rule } from './accessRules.ts';
import { argument, enumArgument, stringArgument } from './links.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/**
 * Gives every field the rules of what it is computed from: the fields its subgraph is handed by `@requires` and
 * `@fromContext` (GHSA-m8jr-fxqx-8xx6), and the key without which no subgraph that serves it can find the entity.
 * Repeated until nothing changes, since what a field requires may itself be computed. `guarded` are the rules that keys hand on.
 */
export function addTransitiveRules(types: SupergraphTypes, own: AccessRules, guarded: AccessRules = own): AccessRules {
  const inputs = new Map<string, string[]>();
  const keys = new Map<string, string[]>();
  for (const [name, type] of types) {
    for (const [fieldName, field] of type.fields) {
      inputs.set(`${name}.${fieldName}`, fieldInputs(types, name, field));
      keys.set(`${name}.${fieldName}`, keysWithoutWayRound(types, name, type, field, guarded));
    }
  }
  const rules = new Map<string, readonly Rule[]>(own);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [coordinate, sources] of inputs) {
      const before = rules.get(coordinate) ?? [];
      const after = [...sources, ...(keys.get(coordinate) ?? [])].reduce<readonly Rule[]>(
        (merged, source) => mergeRules(merged, rules.get(source) ?? []),
        before,
      );
      if (after.length === before.length) continue;
      rules.set(coordinate, after);
      changed = true;
    }
  }
  return rules;
}

/** What each field is computed from, by coordinate: the fields that its subgraphs are handed, and what those are computed from. */
export function readComputedFrom(types: SupergraphTypes): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map<string, string[]>();
  for (const [name, type] of types)
    for (const [fieldName, field] of type.fields) {
      const inputs = fieldInputs(types, name, field).filter((input) => input.includes('.'));
      if (inputs.length > 0) direct.set(`${name}.${fieldName}`, inputs);
    }
  const all = (coordinate: string, found: Set<string>): Set<string> => {
    for (const input of direct.get(coordinate) ?? []) if (!found.has(input)) all(input, found.add(input));
    return found;
  };
  return new Map([...direct.keys()].map((coordinate) => [coordinate, all(coordinate, new Set())]));
}

/** The coordinates of what a field's subgraphs are handed to compute it. */
function fieldInputs(types: SupergraphTypes, typeName: string, field: SupergraphField): string[] {
  return field.directives
    .filter((directive) => directive.name.value === 'join__field')
    .flatMap((join) => {
      const requires = stringArgument(join, 'requires');
      return [
        ...(requires ? coordinates(types, typeName, requires) : []),
        ...contextSelections(join).flatMap(({ context, selection }) =>
          typesWithContext(types, context).flatMap((owner) => coordinates(types, owner, selection)),
        ),
      ];
    });
}

/** `contextArguments: [{ context: "…", selection: " { currency }" }]` */
function contextSelections(join: ConstDirectiveNode): { context: string; selection: string }[] {
  const list = argument(join, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((item) => {
    if (item.kind !== Kind.OBJECT) return [];
    const text = (name: string) => {
      const value = item.fields.find((entry) => entry.name.value === name)?.value;
      return value?.kind === Kind.STRING ? value.value : '';
    };
    return [{ context: text('context'), selection: text('selection') }];
  });
}

const typesWithContext = (types: SupergraphTypes, context: string): string[] =>
  [...types]
    .filter(([, type]) =>
      type.directives.some((directive) => directive.name.value === 'context' && stringArgument(directive, 'name') === context),
    )
    .map(([name]) => name);

/**
 * The key fields of a type when every subgraph that serves the field can be asked for it only by a key that is itself
 * under a rule. One open key is a way round, and nothing is inherited.
 */
function keysWithoutWayRound(
  types: SupergraphTypes,
  typeName: string,
  type: SupergraphType,
  field: SupergraphField,
  own: AccessRules,
): string[] {
  const graphs = field.directives
    .filter((directive) => directive.name.value === 'join__field')
    .flatMap((join) => enumArgument(join, 'graph') ?? []);
  const keys = type.directives
    .filter((directive) => directive.name.value === 'join__type')
    .filter((join) => graphs.length === 0 || graphs.includes(enumArgument(join, 'graph') ?? ''))
    .map((join) => stringArgument(join, 'key'));
  const found = keys.map((key) => (key ? coordinates(types, typeName, key) : []));
  const allGuarded = found.length > 0 && found.every((fields) => fields.some((coordinate) => own.has(coordinate)));
  return allGuarded ? found.flat() : [];
}

/** Every coordinate that a field set (`id owner { phone }`) touches, with the types on its way. */
function coordinates(types: SupergraphTypes, typeName: string, fieldSet: string): string[] {
  const text = fieldSet.trim();
  const document = parse(text.startsWith('{') ? text : `{ ${text} }`, { noLocation: true });
  const operation = document.definitions[0];
  return operation?.kind === Kind.OPERATION_DEFINITION ? walk(types, typeName, operation.selectionSet) : [];
}

function walk(types: SupergraphTypes, typeName: string, selectionSet: SelectionSetNode): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return walk(types, selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
    }
    if (selection.kind !== Kind.FIELD) return [];
    const returns = types.get(typeName)?.fields.get(selection.name.value)?.returns;
    const here = [`${typeName}.${selection.name.value}`, ...(returns ? [returns] : [])];
    return selection.selectionSet && returns ? [...here, ...walk(types, returns, selection.selectionSet)] : here;
  });
}
