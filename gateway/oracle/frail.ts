import { type DocumentNode, GraphQLError, type GraphQLFormattedError, visit } from 'graphql';
import type { CreatePlanner } from '../src/planning/planner.ts';
import { type BuildContender, buildOurs } from './contenders.ts';
import { type Instance, roll } from './values.ts';
import { entityOf, type Field, type World } from './world.ts';

/** How often subgraphs fail in keys and in required or provided fields, and in which form. */
export interface Frailty {
  /** Percent of values. */
  readonly percent: number;
  /**
   * `error`: an error with a path; `pathless`: an error without a path; `null`: a null in a non-null field without an error; `absent`: the field
   * is absent without an error, and an id is a number that JavaScript rounds.
   */
  readonly way: 'error' | 'pathless' | 'null' | 'absent';
}

/**
 * The gateway's own execution over subgraphs that fail in extra fields: keys, required and provided fields. A subgraph does not know whether a
 * field is an extra field, so these fields also fail when the client selects them.
 */
export const buildFrail = (plannerOf?: CreatePlanner): BuildContender =>
  buildOurs(plannerOf, ({ text }) => ({
    percent: [4, 12, 30][text.length % 3] as number,
    way: (['error', 'absent', 'null', 'pathless', 'absent', 'error'] as const)[Math.floor(text.length / 3) % 6] ?? 'error',
  }));

/** Whether a field of an entity is null in this subgraph; throws when it fails. The same fields fail in every call. */
export function breakFrail(
  world: World,
  subgraph: string,
  { __typename, origin }: Instance,
  field: Field,
  { percent, way }: Frailty,
): boolean {
  if (!field.identity && !field.neverFails) return false;
  if (roll(world, `frail ${subgraph} ${origin}.${field.name}`) >= percent) return false;
  // A null in a nullable field is a valid value, so that no gateway could report it.
  if (way === 'null') return field.type.endsWith('!') && !(field.identity && entityOf(world, __typename)?.nullableIdIn?.length);
  throw new GraphQLError(`${field.name} fails.`, { extensions: { code: 'FRAIL' } });
}

/** The error as the subgraph answers it. */
export const throughFrailty = (error: GraphQLFormattedError, frailty: Frailty | undefined): GraphQLFormattedError => {
  if (frailty?.way !== 'pathless' || error.extensions?.code !== 'FRAIL') return error;
  const { path: _, ...rest } = error;
  return rest;
};

type AnsweredError = ReturnType<typeof throughFrailty>;
type AnsweredData = Record<string, unknown> | null;

/** The answer as the subgraph sends it: with `absent`, failed fields and their errors are removed. */
export function withoutFailed(data: AnsweredData, errors: readonly AnsweredError[] | undefined, frailty: Frailty | undefined) {
  if (frailty?.way !== 'absent' || !errors) return { data, ...(errors && { errors }) };
  const others = errors.filter(({ extensions, path }) => {
    if (extensions?.code !== 'FRAIL' || !path) return true;
    const key = path.at(-1) as string;
    const parent = path.slice(0, -1).reduce((at: unknown, step) => (at as Record<string | number, unknown>)[step], data);
    if (key === 'id') (parent as Record<string, unknown>)[key] = LARGE;
    else Reflect.deleteProperty(parent as object, key);
    return false;
  });
  return { data, ...(others.length > 0 && { errors: others }) };
}

/** An integer with too many digits, as JavaScript rounds it. */
const LARGE = 2 ** 53 + 2;

/** The schema of a subgraph that returns null for non-null fields. */
export const withoutNonNull = (document: DocumentNode): DocumentNode =>
  visit(document, {
    FieldDefinition: (field) => ({
      ...field,
      type: visit(field.type, { NonNullType: { leave: ({ type }) => type } }),
    }),
  });
