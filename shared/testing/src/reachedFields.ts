import type { Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import type { TestSubgraph } from './subgraph.ts';

/** How far a selection goes into the graph: a list, its nodes, and four objects below. */
const DEPTH = 6;

export interface ReachOptions {
  /** What is given for a required argument, by `field(argument`; a field with another required argument is left out. */
  readonly given: Readonly<Record<string, string | number>>;
  /** The entities that other services ask for, by type: their keys. */
  readonly keys: Readonly<Record<string, readonly object[]>>;
}

/**
 * Which fields about persons (`per`, `per-sensitive`) somebody reads, as `Type.field`, sorted, by any way through a subgraph: from each field of
 * `Query` and each entity on through every object that can be selected. Computed from the SDL, so that a new way is tried without a test of its own.
 */
export function reachedFields(definition: SubgraphDefinition, { given, keys }: ReachOptions) {
  const schema = buildASTSchema(parse(`${loadSubgraphSdl(definition.dir)}\ntype Query\ntype Mutation`), { assumeValidSDL: true });
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const selection = select(schema, field, { given, above: ['Query'], under: 'Query' });
    return selection === null ? [] : [{ document: `{ ${selection} }`, variables: {} }];
  });
  const entities = Object.entries(keys).map(([type, representations]) => ({
    document: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selectType(schema, type, { given, above: [] })} } } }`,
    variables: { of: representations.map((key) => ({ __typename: type, ...key })) },
  }));
  return async (subgraph: TestSubgraph, viewer: Viewer): Promise<string[]> => {
    const found = new Set<string>();
    for (const { document, variables } of [...roots, ...entities]) {
      const { data, errors } = await subgraph.ask(viewer, document, variables);
      const broken = errors?.find(({ extensions }) => !['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'].includes(extensions.code));
      if (broken) throw new Error(`${broken.extensions.code} ${broken.message}: ${document.slice(0, 200)}`);
      collect(data, found);
    }
    return [...found].filter((coordinate) => isAboutPersons(schema, coordinate)).sort();
  };
}

interface Way {
  readonly given: ReachOptions['given'];
  /** The types on the way here; none is entered twice. */
  readonly above: readonly string[];
}

/** One field under an alias that tells its coordinate; null where it cannot be asked. */
function select(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, way: Way & { under: string }): string | null {
  const needed = field.args.filter(isRequiredArgument);
  const args = needed.map(({ name }) => ({ name, value: way.given[`${field.name}(${name}`] ?? way.given[name] }));
  if (args.some(({ value }) => value === undefined)) return null;
  const all = field.args.some(({ name }) => name === 'first') ? [{ name: 'first', value: 20 }] : [];
  const list = [...args, ...all].map(
    ({ name, value }) => `${name}: ${typeof value === 'number' ? value : literal(value as string)}`,
  );
  const type = getNamedType(field.type);
  const below = isObjectType(type) || isAbstractType(type) ? selectType(schema, type.name, way) : '';
  if ((isObjectType(type) || isAbstractType(type)) && below === '') return null;
  return `${way.under}__${field.name}: ${field.name}${list.length > 0 ? `(${list.join(', ')})` : ''} ${below && `{ ${below} }`}`;
}

/** A name in capitals is an enum's value; everything else is a text. */
const literal = (value: string): string => (/^[A-Z_]+$/.test(value) ? value : JSON.stringify(value));

function selectType(schema: GraphQLSchema, name: string, { given, above }: Way): string {
  const type = schema.getType(name) as GraphQLNamedType;
  if (isAbstractType(type))
    return schema
      .getPossibleTypes(type)
      .map((one) => `... on ${one.name} { __typename ${selectType(schema, one.name, { given, above })} }`)
      .join(' ');
  if (!isObjectType(type) || above.includes(name) || above.length >= DEPTH) return '';
  const fields = Object.values(type.getFields());
  return fields.flatMap((field) => select(schema, field, { given, above: [...above, name], under: name }) ?? []).join(' ');
}

/** Notes each coordinate that says something. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found);
  else if (typeof value === 'object' && value !== null)
    for (const [alias, inner] of Object.entries(value)) {
      const says = inner !== null && !(Array.isArray(inner) && inner.length === 0);
      if (says && alias.includes('__') && !alias.startsWith('__')) found.add(alias.replace('__', '.'));
      collect(inner, found);
    }
}

function isAboutPersons(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const node = isObjectType(type) ? type.getFields()[fieldName]?.astNode : undefined;
  return (node?.directives ?? []).some(
    ({ name, arguments: args = [] }) =>
      name.value === 'tag' && args.some(({ value }) => /^per(-sensitive)?$/.test(String(valueFromASTUntyped(value)))),
  );
}
