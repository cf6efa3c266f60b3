import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AID_TRANSITIONS } from './aid/rules.ts';
import { DISBURSEMENT_TRANSITIONS } from './disbursement/rules.ts';
import { FILE_TRANSITIONS } from './hardship/rules.ts';
import { warmthFund } from './subgraph.ts';

/** State machines of domain rule 2.5.2 by the heading of their diagram, and the steps that time takes by itself. */
const MACHINES: readonly [heading: string, table: Readonly<Record<string, readonly string[]>>, byTime: readonly string[]][] = [
  ['A payout', DISBURSEMENT_TRANSITIONS, []],
  ['A hardship file (S-34)', FILE_TRANSITIONS, ['ACTIVE → REVIEW_DUE']],
  ['Aid (S-36)', AID_TRANSITIONS, []],
];

const readme = readFileSync(path.join(warmthFund.dir, 'README.md'), 'utf8');

test.each(MACHINES)('the diagram of "%s" has the transitions of the rules', (heading, table, byTime) => {
  const [, section = ''] = readme.split(`## ${heading}\n`);
  const [, lines = ''] = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(section) ?? [];
  const drawn = [...lines.matchAll(/^ {2}([A-Z_]+) --> ([A-Z_]+)/gm)].map(([, from, to]) => `${from} → ${to}`);
  const ruled = Object.entries(table).flatMap(([from, to]) => to.map((one) => `${from} → ${one}`));
  expect(drawn.toSorted()).toEqual([...ruled, ...byTime].toSorted());
});
