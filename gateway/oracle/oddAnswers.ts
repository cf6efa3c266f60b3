import { errorsOfFailedCall } from '../src/calls/errorsOfFailedCall.ts';
import { readHttpResponse } from '../src/calls/subgraphAnswer.ts';
import type { SubgraphClient } from '../src/calls/subgraphClient.ts';
import { toFault } from '../src/calls/subgraphFault.ts';
import { createExecutorBuilder } from '../src/execution/executor.ts';
import { fromByteString, toByteString } from '../src/operation/byteString.ts';
import type { CreatePlanner } from '../src/planning/planner.ts';
import { readSupergraph } from '../src/supergraph/reading/supergraph.ts';
import { type BuildContender, callSubgraph, contender, silent, unlimitedPlanning } from './contenders.ts';

/** The gateway's own execution over subgraphs with many malformed responses. Equal calls have equal responses. */
export const buildOdd =
  (plannerOf?: CreatePlanner): BuildContender =>
  async (supergraphSdl, subgraphs) => {
    const sourceOf = (name: string): SubgraphClient => ({
      call: async ({ body, isExact, failedRequest }, context) => {
        const { query, variables } = JSON.parse(fromByteString(body)) as { query: string; variables?: Record<string, unknown> };
        const answer = await callSubgraph(subgraphs, name.toLowerCase(), query, variables, context);
        const reply = {
          status: 200,
          type: 'application/json',
          retryAfter: undefined,
          text: toByteString(oddly(JSON.stringify(answer), hash(body))),
        };
        try {
          return readHttpResponse(name, reply, isExact);
        } catch (error) {
          return { data: null, errors: errorsOfFailedCall(name, toFault(error), failedRequest()) };
        }
      },
      reportFailure: (fault, lost) => errorsOfFailedCall(name, fault, lost),
    });
    const build = createExecutorBuilder({
      clientFor: sourceOf,
      ...(plannerOf && { plannerOf }),
      planning: unlimitedPlanning(),
      foreign: true,
      isLogged: false,
      log: silent,
    });
    const { schema, run } = await build(readSupergraph(supergraphSdl));
    return { ...contender(schema, run, true, []), measure: 'odd' };
  };

interface Answer {
  data: Record<string, unknown> | null;
  errors?: unknown;
}

/** The malformations. Each returns the text of a malformed answer. */
const ODDITIES: readonly ((answer: Answer, draw: number) => string)[] = [
  (answer) => `\uFEFF${JSON.stringify(answer)}`,
  (answer) => JSON.stringify(answer).slice(0, -1),
  () => '',
  (answer) => JSON.stringify({ ...answer, data: [answer.data] }),
  (answer) => JSON.stringify({ ...answer, errors: answer.errors ?? [], extensions: null, more: 1 }),
  (answer) =>
    JSON.stringify({
      ...answer,
      errors: [...(Array.isArray(answer.errors) ? answer.errors : []), null, 'x', { message: 1, path: 'x' }],
    }),
  (answer, draw) => changed(answer, draw, (list) => list.slice(0, draw % (list.length + 1))),
  (answer, draw) =>
    changed(answer, draw, (list) =>
      list.map((item, at) => (at === draw % list.length ? [7, 'x', [item], true][draw % 4] : item)),
    ),
  (answer, draw) => changed(answer, draw, () => ({ 0: null })),
  (answer, draw) => changed(answer, draw, (list) => [...list, { more: 1 }, null]),
  // An entity with other values, which says that it is of a type that nobody asked for.
  (answer, draw) =>
    changed(answer, draw, (list) =>
      list.map((item, at) => (at === draw % list.length ? { ...otherValues(item), __typename: 'Query' } : item)),
    ),
  ...[omitField, omitField, omitTypename, changeTypename, roundedId],
];

/** Values of `__typename` that are invalid for every field. */
const OTHER_TYPES = ['Query', 'Mood', 'Wish', 'Nothing', '', null, 7, {}];
/** An integer that JavaScript rounds. */
const LARGE = '9007199254740993';
const LARGE_MARK = 'the large number';

interface Property {
  readonly object: Record<string, unknown>;
  readonly key: string;
}

/** All properties of an answer, nested ones included. */
function propertiesIn(value: unknown): Property[] {
  if (Array.isArray(value)) return value.flatMap(propertiesIn);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  // An object that is the value of a custom scalar is not checked by the gateway.
  if (object.__typename === 'Blob' || 'list' in object) return [];
  return Object.keys(object).flatMap((key) => [{ object, key }, ...propertiesIn(object[key])]);
}

/** Changes one or more of the properties that match. */
function changeProperties(
  { data }: Answer,
  draw: number,
  fits: (property: Property) => boolean,
  change: (one: Property) => void,
) {
  const fitting = propertiesIn(data).filter(fits);
  const step = 1 + (draw % 5);
  for (let at = draw % Math.max(1, fitting.length); at < fitting.length; at += fitting.length / step + 1)
    change(fitting[Math.floor(at)] as Property);
}

function omitField(answer: Answer, draw: number): string {
  changeProperties(
    answer,
    draw,
    () => true,
    ({ object, key }) => Reflect.deleteProperty(object, key),
  );
  return JSON.stringify(answer);
}

function omitTypename(answer: Answer, draw: number): string {
  changeProperties(
    answer,
    draw,
    ({ key }) => key === '__typename',
    ({ object, key }) => Reflect.deleteProperty(object, key),
  );
  return JSON.stringify(answer);
}

function changeTypename(answer: Answer, draw: number): string {
  changeProperties(
    answer,
    draw,
    ({ key }) => key === '__typename',
    ({ object, key }) => {
      object[key] = OTHER_TYPES[draw % OTHER_TYPES.length];
    },
  );
  return JSON.stringify(answer);
}

/** Replaces ids by an integer that JavaScript rounds. */
function roundedId(answer: Answer, draw: number): string {
  changeProperties(
    answer,
    draw,
    ({ object, key }) => key === 'id' && typeof object[key] === 'string',
    ({ object, key }) => {
      object[key] = LARGE_MARK;
    },
  );
  return JSON.stringify(answer).replaceAll(JSON.stringify(LARGE_MARK), LARGE);
}

/** The entity with other texts and numbers. */
const otherValues = (entity: unknown): object =>
  Object.fromEntries(
    Object.entries(entity ?? {}).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : value,
    ]),
  );

/** Malforms one in three answers. */
const oddly = (text: string, draw: number): string => {
  if (draw % 3 > 0) return text;
  const at = Math.floor(draw / 3);
  return (ODDITIES[at % ODDITIES.length] as (typeof ODDITIES)[number])(
    JSON.parse(text) as Answer,
    Math.floor(at / ODDITIES.length),
  );
};

/** The answer with a changed list of entities; unchanged when it has none. */
function changed(answer: Answer, draw: number, change: (list: unknown[]) => unknown): string {
  const keys = Object.keys(answer.data ?? {}).filter((key) => key.startsWith('_e') && Array.isArray(answer.data?.[key]));
  const key = keys[draw % Math.max(1, keys.length)];
  const list = key === undefined ? undefined : (answer.data?.[key] as unknown[] | undefined);
  if (key === undefined || !list || list.length === 0) return JSON.stringify(answer);
  return JSON.stringify({ ...answer, data: { ...answer.data, [key]: change(list) } });
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 13)) >>> 0;
}
