import { type DocumentNode, GraphQLError, type GraphQLFormattedError, visit } from 'graphql';
import type { CreatePlanner } from '../src/planning/planner.ts';
import { type BuildContender, buildOurs } from './contenders.ts';
import { type Instance, roll } from './values.ts';
import { entityOf, type Field, type World } from './world.ts';

/** How often subgraphs fail in keys and in required or provided fields, and in which form. */
export interface Frailty {
  /** Of a hundred values. */
  readonly percent: number;
  /**
   * With an error, with one that does not say where, with a null where none may be and no error, or without an error and the field left
   * out; an id has more digits than JavaScript holds then.
   */
  readonly way: 'error' | 'pathless' | 'null' | 'absent';
}

/**
 * The gateway's own execution over subgraphs that fail in what is fetched beside the client's selection. A subgraph does not know why it
 * is asked for a field, so the same fields fail where the client selects them.
 */
export const buildFrail = (plannerOf?: CreatePlanner): BuildContender =>
  buildOurs(plannerOf, ({ text }) => ({
    percent: [4, 12, 30][text.length % 3] as number,
    way: (['error', 'absent', 'null', 'pathless', 'absent', 'error'] as const)[Math.floor(text.length / 3) % 6] ?? 'error',
  }));

/** Throws where a subgraph fails in a field of an entity, or says that the value is to be null. It always fails in the same ones. */
export function breakFrail(
  world: World,
  subgraph: string,
  { __typename, origin }: Instance,
  field: Field,
  { percent, way }: Frailty,
): boolean {
  if (!field.identity && !field.sound) return false;
  if (roll(world, `frail ${subgraph} ${origin}.${field.name}`) >= percent) return false;
  // A null that may be is a value, and nobody can tell that it is wrong.
  if (way === 'null') return field.type.endsWith('!') && !(field.identity && entityOf(world, __typename)?.looseIn?.length);
  throw new GraphQLError(`${field.name} fails.`, { extensions: { code: 'FRAIL' } });
}

/** The error in the subgraph's response. */
export const throughFrailty = (error: GraphQLFormattedError, frailty: Frailty | undefined): GraphQLFormattedError => {
  if (frailty?.way !== 'pathless' || error.extensions?.code !== 'FRAIL') return error;
  const { path: _, ...rest } = error;
  return rest;
};

type Told = ReturnType<typeof throughFrailty>;
type AnsweredData = Record<string, unknown> | null;

/** The answer as the subgraph gives it: what failed is perhaps left out, and no error says so. */
export function withoutFailed(data: AnsweredData, errors: readonly Told[] | undefined, frailty: Frailty | undefined) {
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

/** What JavaScript makes of a whole number with too many digits. */
const LARGE = 2 ** 53 + 2;

/** The schema of a subgraph that returns null for non-null fields. */
export const withoutNonNull = (document: DocumentNode): DocumentNode =>
  visit(document, {
    FieldDefinition: (field) => ({
      ...field,
      type: visit(field.type, { NonNullType: { leave: ({ type }) => type } }),
    }),
  });
