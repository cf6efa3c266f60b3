import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { eventually, gatewayKeys } from '../../test/gateway.ts';
import { makeGatewayMetrics } from '../metrics.ts';
import { compose } from '../supergraph/compose.ts';
import { followSources } from './followSources.ts';
import { createGraph } from './graph.ts';
import { createLastGeneration, type LastGeneration } from './lastGeneration.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'last-generation-'));
const file = path.join(folder, 'gateway/last.json');
afterAll(() => rmSync(folder, { recursive: true }));

let keys: Awaited<ReturnType<typeof gatewayKeys>>;
beforeAll(async () => {
  keys = await gatewayKeys();
});
const at = (name: string, serviceKey = keys.serviceKey): LastGeneration =>
  createLastGeneration(path.join(folder, name), serviceKey);

/** Follows one subgraph. */
async function start(lastGeneration: LastGeneration, fetchSdl: () => Promise<string>) {
  const graph = createGraph(async (supergraph) => ({
    schema: buildSchema(supergraph.sdl),
    run: async () => ({ data: {} }),
    inUse: () => [],
  }));
  const following = await followSources({
    source: { kind: 'subgraphs', subgraphs: [{ name: 'one', url: 'http://one.invalid' }], pollMs: 20, file: '/nowhere' },
    graph,
    fetchSdl,
    onLoaded: async () => undefined,
    log: pino({ level: 'silent' }),
    metrics: makeGatewayMetrics().generations,
    registry: null,
    lastGeneration,
    compose: async (subgraphs) => compose(subgraphs),
  });
  const served = () => graph.current()?.supergraph.sdl ?? null;
  return { served, house: following.houseSchemas, stop: following.stop };
}

/** What a gateway serves at its start whose subgraph answers with an SDL, or not. */
async function follow(lastGeneration: LastGeneration, sdl: string | null) {
  const { served, house, stop } = await start(lastGeneration, async () => {
    if (sdl === null) throw new Error('away');
    return sdl;
  });
  stop();
  return { served: served(), house: house() };
}

test('while a subgraph is unavailable at the start, the last generation is served, and the schemas of the house are unknown', async () => {
  const lastGeneration = at('gateway/last.json');
  const before = await follow(lastGeneration, 'type Query { a: Int }');
  expect(before.house).toMatchObject([{ name: 'one' }]);
  expect(await follow(lastGeneration, null)).toEqual({ served: before.served, house: null });
});

test('it is served while a subgraph hangs, until the subgraph answers', async () => {
  const lastGeneration = at('gateway/hanging.json');
  const before = await follow(lastGeneration, 'type Query { a: Int }');
  let answer: (sdl: string) => void = () => undefined;
  const hanging = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const { served, stop } = await start(lastGeneration, () => hanging);
  expect(served()).toBe(before.served);
  answer('type Query { a: Int, b: Int }');
  await eventually(() => served()?.includes('b: Int'));
  stop();
});

test('without one, a start waits for a subgraph that is slow', async () => {
  const { served, stop } = await start(at('gateway/first.json'), async () => {
    await sleep(1_500);
    return 'type Query { a: Int }';
  });
  expect(served()).not.toBeNull();
  stop();
});

test('a file that somebody else wrote is not served', async () => {
  const { supergraph, signature } = JSON.parse(readFileSync(file, 'utf8')) as { supergraph: string; signature: string };
  writeFileSync(path.join(folder, 'forged'), JSON.stringify({ supergraph: supergraph.replace('a: Int', 'b: Int'), signature }));
  expect((await follow(at('forged'), null)).served).toBeNull();
});

test('a file that is damaged, signed with another key, or missing is not used', async () => {
  expect(await at('none').read()).toBeNull();
  writeFileSync(path.join(folder, 'half'), '{"supergraph":"type Qu');
  await expect(at('half').read()).rejects.toThrow('damaged');
  await at('whole').write('type Query { a: Int }');
  expect(await at('whole').read()).toBe('type Query { a: Int }');
  await expect(at('whole', (await gatewayKeys()).serviceKey).read()).rejects.toThrow('not signed by this gateway');
});
