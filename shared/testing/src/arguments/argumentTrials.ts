import type { Viewer } from '@union-graph/identity';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { type GraphQLArgument, getNamedType, isRequiredArgument, parseValue, valueFromASTUntyped } from 'graphql';
import { schemaOf } from '../reach/levels.ts';
import type { ReachOptions } from '../reach/reachedFields.ts';
import type { Answer, TestSubgraph } from '../subgraph.ts';
import { type AskedField, askedFields } from './askedFields.ts';
import { type Fitting, sample } from './unfitValues.ts';

/** A field with arguments, by a way that leads to a row, as somebody who reads it. */
export interface ArgumentTrial {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly args: readonly GraphQLArgument[];
  /** What is known to fit a nested place, by its name. */
  readonly fitting: Fitting;
  /** Asks the field with these arguments besides what it needs. */
  readonly ask: (args: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** The same as another viewer. */
  readonly askAs: (viewer: Viewer, args: Readonly<Record<string, unknown>>) => Promise<Answer>;
}

export interface ArgumentTrials {
  /** Of every field; one that nobody reads is asked as the first viewer by its shortest way. */
  readonly tried: readonly ArgumentTrial[];
  /** The fields with arguments that no way and no viewer reads, sorted. */
  readonly unread: readonly string[];
}

/**
 * Every field of a subgraph that takes arguments, outside mutations, by a way and a viewer that read it. Computed from the SDL, so that a new
 * argument is tried without a test of its own.
 */
export async function argumentTrials(
  definition: SubgraphDefinition,
  ask: TestSubgraph['ask'],
  options: ArgumentOptions,
  viewers: readonly Viewer[],
): Promise<ArgumentTrials> {
  const asked = askedFields(schemaOf(definition), options.given, Object.keys(options.keys));
  const tried: ArgumentTrial[] = [];
  const unread: string[] = [];
  for (const coordinate of new Set(asked.map((one) => one.coordinate))) {
    const ways = asked.filter((one) => one.coordinate === coordinate);
    const trial = await firstThatReads(
      ways,
      viewers,
      (asked, viewer, id) => trialOf(asked, viewer, id, { ...options, ask }),
      (asked) => idsOf(asked, options),
    );
    tried.push(trial ?? trialOf(ways[0] as AskedField, viewers[0] as Viewer, null, { ...options, ask }));
    if (!trial) unread.push(coordinate);
  }
  return { tried, unread: unread.sort() };
}

async function firstThatReads(
  ways: readonly AskedField[],
  viewers: readonly Viewer[],
  make: (asked: AskedField, viewer: Viewer, id: string | null) => ArgumentTrial,
  idsOf: (asked: AskedField) => readonly (string | null)[],
): Promise<ArgumentTrial | null> {
  for (const asked of ways)
    for (const viewer of viewers)
      for (const id of idsOf(asked)) {
        const trial = make(asked, viewer, id);
        const { data } = await trial.ask({});
        if (holds(data)) return trial;
      }
  return null;
}

/** Whether an answer has a value of the asked field anywhere. */
const holds = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holds)
    : typeof value === 'object' &&
      value !== null &&
      Object.entries(value).some(([alias, inner]) => (alias === 'asked' ? inner !== null : holds(inner)));

export interface ArgumentOptions extends ReachOptions {
  /** The ids of rows, by type: those for which a field that takes an `id` is asked. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

interface Asking extends ArgumentOptions {
  readonly ask: TestSubgraph['ask'];
}

/** How many rows of its type a field that takes an id is asked for until one is read. */
const MOST_IDS = 12;

function idsOf({ field }: AskedField, options: ArgumentOptions): readonly (string | null)[] {
  const takesId = field.args.some(({ name }) => name === 'id');
  const ids = options.ids[getNamedType(field.type).name] ?? [];
  return takesId && ids.length > 0 ? ids.slice(0, MOST_IDS) : [null];
}

/** What is given for a name, as a variable holds it. */
const fittingOf =
  (given: ReachOptions['given'], field: string): Fitting =>
  (name) => {
    const value = given[`${field}(${name}`] ?? given[name];
    return typeof value === 'string' && value.startsWith('{') ? valueFromASTUntyped(parseValue(value)) : value;
  };

function trialOf(asked: AskedField, viewer: Viewer, id: string | null, { ask, given, keys }: Asking): ArgumentTrial {
  const { field, coordinate, entitiesOf } = asked;
  const fitting = fittingOf(given, field.name);
  const needed = Object.fromEntries(
    field.args
      .filter((arg) => isRequiredArgument(arg) || `${field.name}(${arg.name}` in given)
      .map(({ name, type }) => [name, sample(type, name, fitting)]),
  );
  const own = id === null ? {} : { id };
  const representations =
    entitiesOf === null ? {} : { keys: keys[entitiesOf]?.map((key) => ({ __typename: entitiesOf, ...key })) };
  const askAs: ArgumentTrial['askAs'] = (as, more) => {
    const values: Readonly<Record<string, unknown>> = { ...needed, ...own, ...more };
    const used = field.args.filter(({ name }) => name in values);
    const declared = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
    const passed = used.length === 0 ? '' : `(${used.map(({ name }) => `${name}: $${name}`).join(', ')})`;
    return ask(as, asked.document(passed, declared), { ...representations, ...values });
  };
  return { coordinate, args: field.args, fitting, ask: (more) => askAs(viewer, more), askAs };
}
