import { buildOurs, buildReference } from './contenders.ts';
import { buildOdd } from './oddAnswers.ts';
import { runOracle } from './oracle.ts';
import { reduce } from './reduce.ts';
import { report as print } from './report.ts';

// node --import tsx src/execution/oracle/main.ts [hive|apollo|plain|reference] [odd], the latter over subgraphs that answer oddly, with ORACLE_CASES, ORACLE_SEED and ORACLE_FAULTS (how many to find).
const [, , name = 'hive', odd] = process.argv;
const planner = name === 'apollo' || name === 'plain' ? name : 'hive';
const build = name === 'reference' ? buildReference : odd === 'odd' ? buildOdd(planner) : buildOurs(planner);
const cases = Number(process.env.ORACLE_CASES ?? 1000);
const seed = Number(process.env.ORACLE_SEED ?? Date.now() % 1_000_000);
const started = performance.now();
const { faults, ...figures } = await runOracle({ build, cases, seed, faults: Number(process.env.ORACLE_FAULTS ?? 5) });
for (const found of faults) {
  console.log('='.repeat(120));
  console.log(print(await reduce(found, build)));
}
console.log('='.repeat(120));
console.log({ contender: name, seed, ...figures, faults: faults.length, seconds: (performance.now() - started) / 1000 });
if (faults.length > 0) process.exitCode = 1;
