import { lostFields } from '../src/calls/lostFields.ts';
import { readReply } from '../src/calls/subgraphAnswer.ts';
import { toFault } from '../src/calls/subgraphFault.ts';
import type { SubgraphSource } from '../src/calls/subgraphSource.ts';
import { createExecutorBuilder } from '../src/execution/executor.ts';
import type { CreatePlanner } from '../src/planning/planner.ts';
import { readSupergraph } from '../src/supergraph/reading/supergraph.ts';
import { atOnce, type BuildContender, callSubgraph, contender, silent } from './contenders.ts';

/** The gateway's own execution over subgraphs with many malformed responses. Equal calls have equal responses. */
export const buildOdd =
  (plannerOf?: CreatePlanner): BuildContender =>
  async (supergraphSdl, subgraphs) => {
    const sourceOf = (name: string): SubgraphSource => ({
      call: async ({ body, isExact, lost }, context) => {
        const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
        const answer = await callSubgraph(subgraphs, name.toLowerCase(), query, variables, context);
        const reply = {
          status: 200,
          type: 'application/json',
          retryAfter: undefined,
          text: oddly(JSON.stringify(answer), hash(body)),
        };
        try {
          return readReply(name, reply, isExact);
        } catch (error) {
          return { data: null, errors: lostFields(name, toFault(error), lost()) };
        }
      },
      failed: (fault, lost) => lostFields(name, fault, lost),
    });
    const build = createExecutorBuilder({
      sourceOf,
      ...(plannerOf && { plannerOf }),
      planning: atOnce(),
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

/** The malformations of a response; each returns the text of the changed response. */
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
];

/** Two in three responses are well-formed. */
const oddly = (text: string, draw: number): string => {
  if (draw % 3 > 0) return text;
  const at = Math.floor(draw / 3);
  return (ODDITIES[at % ODDITIES.length] as (typeof ODDITIES)[number])(
    JSON.parse(text) as Answer,
    Math.floor(at / ODDITIES.length),
  );
};

/** The response with changed entities; unchanged without entities. */
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
