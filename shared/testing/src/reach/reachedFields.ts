import type { Viewer } from '@union-graph/identity';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { type GraphQLField, type GraphQLSchema, getNamedType, isRequiredArgument } from 'graphql';
import type { Answer, TestSubgraph } from '../subgraph.ts';
import { fieldsAboutPersons, isAboutPersons, schemaOf } from './levels.ts';
import { coordinateOf, selectField, selectType } from './selection.ts';

export interface ReachOptions {
  /**
   * What is given for a required argument, by its name, and for any argument by `field(argument`; a field with another required argument is
   * left out. A text in braces is an input object.
   */
  readonly given: Readonly<Record<string, string | number>>;
  /** The entities that other services ask for, by type: their keys. A field of `Query` that takes an `id` is asked for each of its type. */
  readonly keys: Readonly<Record<string, readonly object[]>>;
}

export interface Reach {
  /** Every field about persons that can be read, sorted. */
  readonly aboutPersons: readonly string[];
  /** Those that a viewer reads, sorted. */
  readonly of: (viewer: Viewer) => Promise<string[]>;
}

/** How many rows of a type a field of `Query` is asked for, one at a time; as entities all of them are. */
const ONE_BY_ONE = 3;
/** Refusals of what somebody may not read. */
const REFUSALS = ['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'];

/** A question that can be put without some of its fields; null when nothing is left of it. */
interface Question {
  readonly write: (without: ReadonlySet<string>) => string | null;
  readonly variables: object;
}

/**
 * Which fields about persons (`per`, `per-sensitive`) somebody reads, as `Type.field`, sorted, by any way through a subgraph: from each field of
 * `Query` and each entity on through every object that can be selected. Computed from the SDL, so that a new way is tried without a test of its own.
 */
export function reachedFields(definition: SubgraphDefinition, ask: TestSubgraph['ask'], options: ReachOptions): Reach {
  const schema = schemaOf(definition);
  const questions = [...rootQuestions(schema, options), ...entityQuestions(schema, options)];
  return {
    aboutPersons: fieldsAboutPersons(schema),
    of: async (viewer) => {
      const found = new Set<string>();
      for (const question of questions) await askWhole((document) => ask(viewer, document, question.variables), question, found);
      return [...found].filter((coordinate) => isAboutPersons(schema, coordinate)).sort();
    },
  };
}

/** Puts a question until no field of it is refused: one that is refused and may not be null takes along what stands beside it. */
async function askWhole(ask: (document: string) => Promise<Answer>, { write }: Question, found: Set<string>): Promise<void> {
  const refused = new Set<string>();
  for (;;) {
    const document = write(refused);
    if (document === null) return;
    const { data, errors = [] } = await ask(document);
    const broken = errors.find(({ extensions }) => !REFUSALS.includes(extensions.code));
    if (broken) throw new Error(`${broken.extensions.code} ${broken.message}: ${document.slice(0, 200)}`);
    collect(data, found);
    const before = refused.size;
    for (const { path = [] } of errors) {
      const coordinate = coordinateOf(String(path.findLast((part) => typeof part === 'string') ?? ''));
      if (coordinate !== null && !coordinate.startsWith('Query.')) refused.add(coordinate);
    }
    if (refused.size === before) return;
  }
}

function rootQuestions(schema: GraphQLSchema, options: ReachOptions): Question[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap((field) =>
    valuesFor(field, options).map((given) => ({
      write: (without) => {
        const selection = selectField(schema, field, { given, without, above: ['Query'], under: 'Query' });
        return selection === null ? null : `{ ${selection} }`;
      },
      variables: {},
    })),
  );
}

const entityQuestions = (schema: GraphQLSchema, { given, keys }: ReachOptions): Question[] =>
  Object.entries(keys).map(([type, representations]) => ({
    write: (without) => {
      const selection = selectType(schema, type, { given, without, above: [] });
      return selection === ''
        ? null
        : `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`;
    },
    variables: { of: representations.map((key) => ({ __typename: type, ...key })) },
  }));

/** The values with which a field of `Query` is asked: for its `id` one row of its type after the other. */
function valuesFor(field: GraphQLField<unknown, unknown>, { given, keys }: ReachOptions): ReachOptions['given'][] {
  const ids = (keys[getNamedType(field.type).name] ?? []).flatMap((key) => ('id' in key ? [String(key.id)] : []));
  const takesId = field.args.some((argument) => argument.name === 'id' && isRequiredArgument(argument));
  if (!takesId || ids.length === 0) return [given];
  return ids.slice(0, ONE_BY_ONE).map((id) => ({ ...given, [`${field.name}(id`]: id }));
}

/** Notes each coordinate that says something. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found);
  else if (typeof value === 'object' && value !== null)
    for (const [alias, inner] of Object.entries(value)) {
      const coordinate = coordinateOf(alias);
      const says = inner !== null && !(Array.isArray(inner) && inner.length === 0);
      if (says && coordinate !== null) found.add(coordinate);
      collect(inner, found);
    }
}
