import { Kind, parse, visit } from 'graphql';
import type { Case } from './check.ts';
import { HOSTILE_ALIASES, HOSTILE_VARIABLES, isHostileArgument, isHostileField, isHostileType } from './hostile.ts';
import type { Field, World } from './world.ts';

/** The kinds of cases that the oracle counts. */
export function kindsOf({ world, operation }: Case): string[] {
  const document = parse(operation.text);
  const seen = { aliases: false, variables: false, mutations: 0 };
  visit(document, {
    Field: ({ alias }) => {
      if (alias && HOSTILE_ALIASES.includes(alias.value)) seen.aliases = true;
    },
    Variable: ({ name }) => {
      if (HOSTILE_VARIABLES.includes(name.value)) seen.variables = true;
    },
    OperationDefinition: ({ operation: kind, selectionSet }) => {
      if (kind === 'mutation') seen.mutations = selectionSet.selections.filter((one) => one.kind === Kind.FIELD).length;
    },
  });
  const of = (name: string, isOfKind: boolean): string[] => (isOfKind ? [name] : []);
  return [...kindsOfWorld(world), ...of('hostile aliases', seen.aliases), ...of('hostile variables', seen.variables)].concat(
    of('several mutations', seen.mutations > 1),
  );
}

const known = new WeakMap<World, string[]>();

function kindsOfWorld(world: World): string[] {
  const before = known.get(world);
  if (before) return before;
  const fields: Field[] = [
    ...world.queries,
    ...world.mutations,
    ...[...world.entities, ...world.values, ...world.interfaces].flatMap((one) => one.fields),
  ];
  const types = [...world.entities, ...world.values, ...world.interfaces, ...world.unions];
  const some = (holds: (field: Field) => unknown): boolean => fields.some((field) => holds(field));
  const placed = (holds: (placement: Field['in'][number]) => unknown) => some((field) => field.in.some(holds));
  const kinds: [string, boolean][] = [
    ['hostile field names', some(({ name }) => isHostileField(name))],
    ['hostile type names', types.some(({ name }) => isHostileType(name))],
    ['hostile argument names', some(({ args }) => args.some(({ name }) => isHostileArgument(name)))],
    ['keys whose types differ', world.entities.some(({ nullableIdIn = [] }) => nullableIdIn.length > 0)],
    ['null keys', world.entities.some(({ nullKeys }) => nullKeys)],
    ['fields whose types differ', placed(({ type }) => type)],
    ['required fields', placed(({ requires }) => requires)],
    ['provided fields', placed(({ provides }) => provides)],
    ['provided through interfaces', placed(({ provides }) => provides?.includes('...'))],
    ['overridden fields', placed(({ overrides }) => overrides)],
    ['interface objects', world.interfaces.some(({ asObject }) => asObject)],
    ['unions that differ between subgraphs', world.unions.some((union) => new Set(Object.values(union.in).map(String)).size > 1)],
    ['hidden fields', some(({ hidden }) => hidden)],
    ['hidden types', world.entities.some(({ hidden }) => hidden)],
    ['missing entities', world.data.missing.length > 0],
    ['fields that fail', world.data.failures > 0],
  ];
  const found = kinds.flatMap(([name, holds]) => (holds ? [name] : []));
  known.set(world, found);
  return found;
}
