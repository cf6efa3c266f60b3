import { createHivePlanner } from './contenders/hivePlanner.ts';
import { buildOurs, buildReference } from './contenders.ts';
import { buildFrail } from './frail.ts';
import { buildOdd } from './oddAnswers.ts';
import { runOracle } from './oracle.ts';
import { reduce } from './reduce.ts';
import { report as print } from './report.ts';

// node --import tsx oracle/main.ts [ours|hive|reference] [odd|frail]
// odd: subgraphs send malformed answers; frail: subgraphs fail in extra fields.
// ORACLE_CASES and ORACLE_SEED: the number of operations and the seed; ORACLE_FAULTS: the number of faults after which it ends.
const [, , name = 'ours', mode] = process.argv;
const planner = name === 'hive' ? createHivePlanner : undefined;
const ours = mode === 'odd' ? buildOdd(planner) : mode === 'frail' ? buildFrail(planner) : buildOurs(planner);
const build = name === 'reference' ? buildReference : ours;
const cases = Number(process.env.ORACLE_CASES ?? 1000);
const seed = Number(process.env.ORACLE_SEED ?? Date.now() % 1_000_000);
const started = performance.now();
const { faults, ...figures } = await runOracle({ build, cases, seed, faults: Number(process.env.ORACLE_FAULTS ?? 5) });
for (const found of faults) {
  console.log('='.repeat(120));
  console.log(print(await reduce(found, build)));
}
console.log('='.repeat(120));
console.log({ contender: name, mode, seed, ...figures, faults: faults.length, seconds: (performance.now() - started) / 1000 });
if (faults.length > 0) process.exitCode = 1;
