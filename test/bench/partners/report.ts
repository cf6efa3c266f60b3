import type { describeMachine } from '../report.ts';
import { CLIENTS, type Row } from './cases.ts';
import type { SchemaReady } from './schemaReady.ts';

export interface Report {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly rounds: number;
  readonly loadBefore: number;
  readonly records: number;
  readonly rows: readonly Row[];
  readonly schema: SchemaReady;
}

export function toMarkdown({ machine, rounds, loadBefore, records, rows, schema }: Report): string {
  const { cpu, cores, memoryGiB, kernel, node, pinned, secondsEach } = machine;
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  return [
    '# What agreements, masks and the access log cost',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}. ${pinned ? `The gateways on one core; subgraphs, database and clients on ${cores === 2 ? 'the other one, where what the database does is done instead of what they do' : 'the others'}.` : 'Nothing is pinned.'}`,
    `The middle of ${rounds} rounds of ${secondsEach} s in turns; CPU is that of the gateway's process alone. The database is a real one, with synchronous commits. Nobody shares a call to a subgraph with anybody (\`SUBGRAPH_SHARING=off\`). ${records} records were written under the first operation.`,
    `Trust ratios, not absolute figures, and those only where the machine had nothing else to do: its load was ${loadBefore.toFixed(1)} when this began.`,
    '',
    ...operations.flatMap((operation) => [
      `## ${operation[0]?.toUpperCase()}${operation.slice(1)}`,
      '',
      ...tables(rows, operation),
    ]),
    '## A schema that is not made yet',
    '',
    'What a partner waits for its answer, in ms: usually, and when its schema has to be made first.',
    '',
    '| | usually | after the gateway has started | after the agreement has changed |',
    '|---|---|---|---|',
    `| nobody else asks | ${schema.usual.toFixed(1)} | ${schema.afterStart.toFixed(1)} | ${schema.afterChange.toFixed(1)} |`,
    `| eight clients ask | ${schema.usualUnderLoad.toFixed(1)} | | ${schema.afterChangeUnderLoad.toFixed(1)} |`,
    '',
  ].join('\n');
}

const tables = (rows: readonly Row[], operation: string): string[] =>
  CLIENTS.flatMap((clients) => {
    const own = rows.filter((row) => row.operation === operation && row.clients === clients);
    const base = own[0] as Row;
    return [
      `${clients === 1 ? 'One client' : `${clients} clients`}:`,
      '',
      '| | CPU ms a request | more than the first | requests/s | of the first | p50 ms | p99 ms |',
      '|---|---|---|---|---|---|---|',
      ...own.map(
        (row) =>
          `| ${row.name} | ${row.cpuMs.toFixed(3)} | ${(row.cpuMs - base.cpuMs).toFixed(3)} | ${row.perSecond.toFixed(0)} | ${(row.perSecond / base.perSecond).toFixed(2)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)} |`,
      ),
      '',
    ];
  });
