import type { Viewer } from '@union-graph/identity';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { type GraphQLField, type GraphQLSchema, getNamedType, isRequiredArgument } from 'graphql';
import type { Answer, TestSubgraph } from '../subgraph.ts';
import { fieldsAboutPersons, isAboutPersons, schemaOf } from './levels.ts';
import { aliasOf, coordinateOf, selectField, selectType } from './selection.ts';

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

/** A root field under an alias of its own. */
interface Question {
  readonly alias: string;
  /** Its selection without some of the fields below it; null when nothing is left of it. */
  readonly write: (without: ReadonlySet<string>) => string | null;
  /** The keys of the entities that it asks for; it takes them from a variable named like the alias. */
  readonly entities?: readonly object[];
}

/** A question, and the fields below it that a viewer was refused so far. */
interface Asked {
  readonly question: Question;
  readonly refused: Set<string>;
}

/**
 * Which fields about persons (`per`, `per-sensitive`) somebody reads, as `Type.field`, sorted, by any way through a subgraph: from each field of
 * `Query` and each entity on through every object that can be selected. Computed from the SDL, so that a new way is tried without a test of its own.
 */
export function reachedFields(definition: SubgraphDefinition, ask: TestSubgraph['ask'], options: ReachOptions): Reach {
  const schema = schemaOf(definition);
  const questions = [...rootQuestions(schema, options), ...entityQuestions(schema, options)].map(writtenOnce);
  return {
    aboutPersons: fieldsAboutPersons(schema),
    of: async (viewer) => {
      const found = new Set<string>();
      let open: readonly Asked[] = questions.map((question) => ({ question, refused: new Set() }));
      while (open.length > 0) open = await askAll((document, variables) => ask(viewer, document, variables), open, found);
      return [...found].filter((coordinate) => isAboutPersons(schema, coordinate)).sort();
    },
  };
}

/** A question that keeps what it wrote: most viewers are refused the same fields, and to write a selection takes longer than its answer. */
function writtenOnce(question: Question): Question {
  const written = new Map<string, string | null>();
  return {
    ...question,
    write: (without) => {
      const refused = [...without].sort().join(' ');
      if (!written.has(refused)) written.set(refused, question.write(without));
      return written.get(refused) as string | null;
    },
  };
}

/**
 * Puts all open questions in one document. Gives those that are to be put again, without what was refused now: a field that is refused and may
 * not be null takes along what stands beside it.
 */
async function askAll(
  ask: (document: string, variables: object) => Promise<Answer>,
  open: readonly Asked[],
  found: Set<string>,
): Promise<Asked[]> {
  const put = open.flatMap((asked) => {
    const selection = asked.question.write(asked.refused);
    return selection === null ? [] : [{ ...asked, selection, before: asked.refused.size }];
  });
  if (put.length === 0) return [];
  const variables = Object.fromEntries(put.flatMap(({ question: { alias, entities } }) => (entities ? [[alias, entities]] : [])));
  const declared = Object.keys(variables).map((name) => `$${name}: [_Any!]!`);
  const selections = put.map(({ selection }) => selection).join('\n');
  const document = declared.length > 0 ? `query (${declared.join(', ')}) { ${selections} }` : `{ ${selections} }`;
  const { data, errors = [] } = await ask(document, variables);
  const broken = errors.find(({ extensions }) => !REFUSALS.includes(extensions.code));
  if (broken)
    throw new Error(`${broken.extensions.code} ${broken.message} at ${broken.path?.join('.') ?? document.slice(0, 200)}`);
  if (!data) throw new Error('A field of Query that may not be null takes along the answers of all others.');
  collect(data, found);
  const byAlias = new Map(put.map((asked) => [asked.question.alias, asked]));
  for (const { path = [] } of errors) {
    const coordinate = coordinateOf(String(path.findLast((part) => typeof part === 'string') ?? ''));
    if (coordinate !== null && path.length > 1) byAlias.get(String(path[0]))?.refused.add(coordinate);
  }
  return put.filter(({ refused, before }) => refused.size > before);
}

function rootQuestions(schema: GraphQLSchema, options: ReachOptions): Question[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap((field) =>
    valuesFor(field, options).map((given, at): Question => {
      const alias = aliasOf('Query', field.name, at);
      return {
        alias,
        write: (without) => selectField(schema, field, { given, without, above: ['Query'], under: 'Query', alias }),
      };
    }),
  );
}

const entityQuestions = (schema: GraphQLSchema, { given, keys }: ReachOptions): Question[] =>
  Object.entries(keys).map(([type, representations]) => ({
    alias: type,
    write: (without) => {
      const selection = selectType(schema, type, { given, without, above: [] });
      return selection === '' ? null : `${type}: _entities(representations: $${type}) { ... on ${type} { ${selection} } }`;
    },
    entities: representations.map((key) => ({ __typename: type, ...key })),
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
