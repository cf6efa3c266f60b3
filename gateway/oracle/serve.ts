import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  parseType,
  type TypeNode,
  validate,
} from 'graphql';
import type { Answer } from './compare.ts';
import { breakFrail, type Frailty, throughFrailty, withoutFailed, withoutNonNull } from './frail.ts';
import { monolithSdl, subgraphSdl } from './sdl.ts';
import {
  below,
  fieldValue,
  findInstance,
  flatFor,
  type Instance,
  named,
  namesIn,
  requiredFromRepresentation,
  requiredFromWorld,
} from './values.ts';
import { type Field, fieldsOf, namedTypeOf, type Placement, type World } from './world.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The state of one operation over all subgraphs: the number of executed mutations, and the calls. */
export interface Session {
  mutations: number;
  readonly calls: { subgraph: string; query: string; variables: Variables }[];
  /** How subgraphs fail in extra fields; absent when they do not. */
  readonly frailty?: Frailty;
}

type Resolver = GraphQLFieldResolver<Instance | undefined, Session, Record<string, unknown>>;

const ROOT: Instance = { __typename: 'Query', origin: 'Query' };

/** The origin of a root field's value; for a mutation it depends on the number of mutations before. */
const rootOf = (kind: 'Query' | 'Mutation', session: Session): Instance => {
  if (kind === 'Query') return ROOT;
  session.mutations += 1;
  return { __typename: 'Mutation', origin: `Mutation:${session.mutations}` };
};

/** The reference: the whole graph in one schema, executed by graphql-js. */
export function createMonolith(world: World) {
  const strict = buildSchema(monolithSdl(world), { assumeValid: true });
  const loose = buildSchema(monolithSdl(world, true), { assumeValid: true });
  const session = (): Session => ({ mutations: 0, calls: [] });
  let breaches: { path: (string | number)[]; code: string }[] = [];
  const resolver =
    (field: Field, root: 'Query' | 'Mutation' | null): Resolver =>
    (parent, args, context, info) => {
      const on = root ? rootOf(root, context) : (parent as Instance);
      const requires = field.in.find((placement) => placement.requires)?.requires;
      const required = requires && requiredFromWorld(world, on, requires);
      const value = fieldValue(world, on, field, args, { required, made: context.mutations });
      if (info.schema === loose) addBreaches(parseType(field.type), value, pathOf(info.path), breaches);
      return named(world, field, value);
    };
  for (const schema of [strict, loose]) {
    attach(schema, world.queries, 'Query', (field) => resolver(field, 'Query'));
    attach(schema, world.mutations, 'Mutation', (field) => resolver(field, 'Mutation'));
    for (const { name } of [...world.entities, ...world.values])
      attach(schema, fieldsOf(world, name), name, (field) => resolver(field, null));
    resolveTypes(schema);
  }
  return {
    schema: strict,
    async answer(document: DocumentNode, variableValues: Variables): Promise<{ answer: Answer; possible: Answer['errors'] }> {
      const exact = await execute({ schema: strict, document, variableValues, contextValue: session() });
      breaches = [];
      const all = await execute({ schema: loose, document, variableValues, contextValue: session() });
      return { answer: toAnswer(exact), possible: [...toAnswer(all).errors, ...breaches] };
    },
  };
}

/** One subgraph in this process. It validates its requests, and all data are serialised as JSON. */
export function createSubgraph(world: World, name: string) {
  const schema = buildSubgraphSchema({ typeDefs: parse(subgraphSdl(world, name), { noLocation: true }) });
  const loose = buildSubgraphSchema({ typeDefs: withoutNonNull(parse(subgraphSdl(world, name), { noLocation: true })) });
  const resolver =
    (field: Field, root: 'Query' | 'Mutation' | null): Resolver =>
    (parent, args, context) => {
      const placement = field.in.find(({ subgraph }) => subgraph === name);
      const on = root ? rootOf(root, context) : (parent as Instance);
      if (!field.identity) mayAnswer(field, placement, on);
      if (context.frailty && breakFrail(world, name, on, field, context.frailty)) return null;
      const requires = placement?.requires;
      // A field that the subgraph provides on this path need not be sent when another field requires it.
      const provided = on.provided === undefined ? [] : namesIn(on.provided);
      const isProvided = requires && namesIn(requires).every((name) => provided.includes(name));
      const required =
        requires &&
        (isProvided ? requiredFromWorld(world, on, requires) : requiredFromRepresentation(on.representation, requires));
      const value = fieldValue(world, on, field, args, { required, made: context.mutations });
      return localise(world, name, value, field, below(on.provided, field.name) ?? placement?.provides);
    };
  for (const one of [schema, loose]) attachResolvers(one, world, name, resolver);
  return async (
    query: string,
    variables: Variables,
    session: Session,
  ): Promise<Pick<ExecutionResult, 'data'> & { errors?: readonly object[] }> => {
    session.calls.push({ subgraph: name, query, variables });
    const document = parse(query);
    const faults = validate(schema, document);
    if (faults.length > 0)
      throw new Error(`"${name}" got an operation that is not valid in its schema: ${faults[0]?.message}\n${query}`);
    const variableValues = JSON.parse(JSON.stringify(variables)) as Variables;
    const { frailty } = session;
    const executed = frailty?.way === 'null' || frailty?.way === 'absent' ? loose : schema;
    const { data, errors } = await execute({ schema: executed, document, variableValues, contextValue: session });
    const answeredErrors = errors?.map((error) => ({ ...error.toJSON(), extensions: { code: codeOf(error) } }));
    const answer = JSON.parse(JSON.stringify({ data, errors: answeredErrors?.map((error) => throughFrailty(error, frailty)) }));
    return withoutFailed(answer.data, answer.errors, frailty);
  };
}

/** Attaches the resolvers of a subgraph to its schema. */
function attachResolvers(
  schema: GraphQLSchema,
  world: World,
  name: string,
  resolver: (field: Field, root: 'Query' | 'Mutation' | null) => Resolver,
): void {
  const id = world.entities.flatMap(({ fields }) => fields).find(({ identity }) => identity === 'id');
  attach(schema, world.queries, 'Query', (field) => resolver(field, 'Query'));
  attach(schema, world.mutations, 'Mutation', (field) => resolver(field, 'Mutation'));
  for (const { name: type } of [...world.entities, ...world.values])
    attach(schema, fieldsOf(world, type), type, (field) => resolver(field, null));
  for (const { name: type, asObject } of world.interfaces)
    if (asObject?.subgraph === name)
      attach(schema, [...(id ? [id] : []), ...asObject.fields], type, (field) => resolver(field, null));
  resolveTypes(schema);
  for (const { name: type } of [...world.entities, ...world.interfaces]) {
    const known = schema.getType(type);
    const resolveReference = (sent: Variables) => findInstance(world, name, sent);
    if (isObjectType(known) || isInterfaceType(known)) known.extensions = { apollo: { subgraph: { resolveReference } } };
  }
}

function mayAnswer({ name, in: places }: Field, placement: Placement | undefined, on: Instance): void {
  const mode = placement?.mode ?? (places.length === 0 ? 'own' : 'absent');
  if (mode === 'stale') throw new Error(`"${name}" was fetched from the subgraph that is overridden.`);
  if (mode === 'external' && !(on.provided !== undefined && namesIn(on.provided).includes(name)))
    throw new Error(`"${name}" was fetched from a subgraph in which it is external and not provided.`);
}

/** The value as one subgraph answers it: with the name of an interface object, and with provided fields. */
function localise(world: World, subgraph: string, value: unknown, field: Field, provided: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => localise(world, subgraph, item, field, provided));
  if (typeof value !== 'object' || value === null || !('origin' in value)) return value;
  const asObject = world.interfaces.find((one) => namedTypeOf(field.type) === one.name && one.asObject?.subgraph === subgraph);
  const own = provided === undefined ? '' : flatFor(provided, String((value as Instance).__typename));
  return { ...value, ...(asObject && { __typename: asObject.name }), ...(own && { provided: own }) };
}

function attach(schema: GraphQLSchema, fields: readonly Field[], typeName: string, resolver: (field: Field) => Resolver): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return;
  const known = type.getFields();
  for (const field of fields) {
    const found = known[field.name];
    if (found) found.resolve = resolver(field) as GraphQLFieldResolver<unknown, unknown>;
  }
}

function resolveTypes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if ((isInterfaceType(type) || isUnionType(type)) && !type.name.startsWith('_'))
      type.resolveType = (value: Instance) => value.__typename;
}

const pathOf = (path: { prev: unknown; key: string | number } | undefined): (string | number)[] =>
  path ? [...pathOf(path.prev as typeof path), path.key] : [];

/** The response paths of nulls in non-null fields. */
function addBreaches(
  type: TypeNode,
  value: unknown,
  path: (string | number)[],
  breaches: { path: (string | number)[]; code: string }[],
): void {
  if (type.kind === 'NonNullType') {
    if (value === null) breaches.push({ path, code: 'NULL' });
    else addBreaches(type.type, value, path, breaches);
  } else if (type.kind === 'ListType' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) addBreaches(type.type, item, [...path, index], breaches);
  }
}

/** The gateway's message for a value that its type does not allow. */
export const INVALID_VALUE = /answered a value that the type of this field does not allow/;

/** The code of an error. Gateways report nulls in non-null fields, and invalid values, in different ways: these have one code each. */
export const codeOf = ({
  message,
  extensions,
}: Pick<GraphQLError, 'message'> & { extensions?: GraphQLError['extensions'] }): string => {
  if (message.startsWith('Cannot return null') || extensions?.code === 'NOT_FOUND') return 'NULL';
  return INVALID_VALUE.test(message) ? 'UNEXPECTED' : String(extensions?.code ?? 'UNEXPECTED');
};

const toAnswer = ({ data, errors = [] }: ExecutionResult): Answer => ({
  data: JSON.parse(JSON.stringify(data ?? null)),
  errors: errors.map((error) => ({ path: error.path ?? null, code: codeOf(error), message: error.message })),
});
