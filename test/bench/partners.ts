import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { measureInTurns, type Row, realCases, smallCases } from './partners/cases.ts';
import { openPartnerBench } from './partners/house.ts';
import { type Report, toMarkdown } from './partners/report.ts';
import { measureSchemaReady, type SchemaReady } from './partners/schemaReady.ts';
import { openWholeHouse } from './partners/wholeHouse.ts';
import { pinning } from './processes.ts';
import { describeMachine } from './report.ts';

// What agreements, masks and the access log add to a request, as ratios within one run: rows that cost next to nothing to get, so that
// everything shows; and operations that real subgraphs answer out of their databases. BENCH_SECONDS for each figure (3), BENCH_ROUNDS (3).

const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const loadBefore = loadavg()[0] ?? Number.NaN;

async function measureSmall(): Promise<{ rows: Row[]; records: number }> {
  const bench = await openPartnerBench();
  try {
    return {
      rows: await measureInTurns('fifty canned rows of four fields', smallCases(bench), { rounds, seconds }),
      records: await bench.records(),
    };
  } finally {
    await bench.stop();
  }
}

async function measureReal(): Promise<{ rows: Row[]; schema: SchemaReady }> {
  const house = await openWholeHouse();
  try {
    const schema = await measureSchemaReady(house);
    const rows: Row[] = [];
    for (const { operation, cases } of realCases(house))
      rows.push(...(await measureInTurns(operation.title, cases, { rounds, seconds })));
    return { rows, schema };
  } finally {
    await house.stop();
  }
}

const small = await measureSmall();
const real = await measureReal();
const report: Report = {
  machine: describeMachine(seconds, pinning !== null),
  rounds,
  loadBefore,
  records: small.records,
  rows: [...small.rows, ...real.rows],
  schema: real.schema,
};
const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'partners.md'), toMarkdown(report));
writeFileSync(path.join(folder, 'partners.json'), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(toMarkdown(report));
process.exit(0);
