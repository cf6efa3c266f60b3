import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CARD_TRANSITIONS } from './card/rules.ts';
import { MEMBERSHIP_TRANSITIONS } from './member/rules.ts';
import { APPLICATION_TRANSITIONS } from './membership/rules.ts';
import { DATA_REQUEST_TRANSITIONS } from './personal-data/rules.ts';
import { REQUEST_TRANSITIONS } from './service-request/rules.ts';
import { CONTACT_TRANSITIONS } from './social-organisation/rules.ts';
import { STAFF_TRANSITIONS } from './staff-member/rules.ts';
import { organisation } from './subgraph.ts';
import { TASK_TRANSITIONS } from './task-project/rules.ts';
import { TRANSFER_TRANSITIONS } from './transfer/rules.ts';
import { UNION_TRANSITIONS } from './union/rules.ts';
import { HOME_TRANSITIONS } from './workers-home/rules.ts';

/** The state machines of domain rule 2.1.3 and those beside them, in the order of the README. */
const MACHINES: readonly [string, Readonly<Record<string, readonly string[]>>][] = [
  ['union', UNION_TRANSITIONS],
  ['application', APPLICATION_TRANSITIONS],
  ['membership', MEMBERSHIP_TRANSITIONS],
  ['transfer', TRANSFER_TRANSITIONS],
  ['card', CARD_TRANSITIONS],
  ['staff', STAFF_TRANSITIONS],
  ['contact', CONTACT_TRANSITIONS],
  ['task', TASK_TRANSITIONS],
  ['request', REQUEST_TRANSITIONS],
  ['home', HOME_TRANSITIONS],
  ['data request', DATA_REQUEST_TRANSITIONS],
];

const readme = readFileSync(path.join(organisation.dir, 'README.md'), 'utf8');
const diagrams = [...readme.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(([, lines = '']) =>
  [...lines.matchAll(/^ {2}([A-Z_]+) --> ([A-Z_]+):/gm)].map(([, from, to]) => `${from} → ${to}`).sort(),
);

test('every state machine has its diagram in the README', () => {
  expect(diagrams).toHaveLength(MACHINES.length);
});

test.each(MACHINES)(
  'the diagram of the machine «%s» shows what the table of its rules allows, and no more',
  (name, transitions) => {
    const allowed = Object.entries(transitions).flatMap(([from, all]) => all.map((to) => `${from} → ${to}`));
    expect(diagrams[MACHINES.findIndex(([machine]) => machine === name)]).toEqual(allowed.sort());
  },
);
