import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Case, findFault, setStage } from './check.ts';
import { buildOurs } from './contenders.ts';
import { buildFrail } from './frail.ts';
import { buildOdd } from './oddAnswers.ts';
import { runOracle } from './oracle.ts';
import { reduce } from './reduce.ts';
import { report } from './report.ts';

// @slow

const cases = Number(process.env.ORACLE_CASES ?? 300);
const seed = Number(process.env.ORACLE_SEED ?? 3);
const build = buildOurs();

test('random operations on random graphs have the answers of graphql-js on one schema', async () => {
  const { faults, discarded, graphs } = await runOracle({ build, cases, seed, faults: 1 });
  const [first] = faults;
  if (first) throw new Error(report(await reduce(first, build)));
  expect(discarded).toBeLessThan(graphs / 10);
}, 1_000_000);

test('no value is lost without an error when subgraphs send malformed answers', async () => {
  const odd = buildOdd();
  const { faults } = await runOracle({ build: odd, cases: Math.ceil(cases / 3), seed, faults: 1 });
  const [first] = faults;
  if (first) throw new Error(report(await reduce(first, odd)));
}, 1_000_000);

test('no value is lost without an error when extra fields fail', async () => {
  const frail = buildFrail();
  const { faults } = await runOracle({ build: frail, cases, seed, faults: 1 });
  const [first] = faults;
  if (first) throw new Error(report(await reduce(first, frail)));
}, 1_000_000);

const folder = path.join(import.meta.dirname, 'kept');
test.each(readdirSync(folder))('the kept case %s', async (file) => {
  const { world, operation } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Case;
  const fault = await findFault(await setStage(world, build), operation);
  if (fault) throw new Error(fault);
});
