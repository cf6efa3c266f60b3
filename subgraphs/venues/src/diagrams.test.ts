import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BOOKING_TRANSITIONS } from './booking/rules.ts';
import { FACILITY_TRANSITIONS } from './facility/rules.ts';
import { OUTREACH_TRANSITIONS } from './outreach/rules.ts';
import { PERFORMANCE_TRANSITIONS } from './performance/rules.ts';
import { REGISTRATION_TRANSITIONS } from './registration/rules.ts';
import { CAMPAIGN_STEPS } from './screen-campaign/rules.ts';
import { venues } from './subgraph.ts';
import { TEAM_MEMBERSHIP_TRANSITIONS } from './troupe/rules.ts';
import { WAIT_TRANSITIONS } from './waitlist/rules.ts';

/** The state machines of domain rule 2.4.2, in the order of the README. */
const MACHINES: readonly [string, Readonly<Record<string, readonly string[]>>][] = [
  ['booking', BOOKING_TRANSITIONS],
  ['facility', FACILITY_TRANSITIONS],
  ['place in a waiting list', WAIT_TRANSITIONS],
  ['registration', REGISTRATION_TRANSITIONS],
  ['request for outreach', OUTREACH_TRANSITIONS],
  ['performance', PERFORMANCE_TRANSITIONS],
  ['membership of a team', TEAM_MEMBERSHIP_TRANSITIONS],
  ['campaign', CAMPAIGN_STEPS],
];

const readme = readFileSync(path.join(venues.dir, 'README.md'), 'utf8');
const diagrams = [...readme.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(([, lines = '']) =>
  [...lines.matchAll(/^ {2}([A-Z_]+) --> ([A-Z_]+):/gm)].map(([, from, to]) => `${from} → ${to}`).toSorted(),
);

test('every state machine has its diagram in the README', () => {
  expect(diagrams).toHaveLength(MACHINES.length);
});

test.each(MACHINES)('the diagram of the %s shows what the table of its rules allows, and no more', (name, transitions) => {
  const allowed = Object.entries(transitions).flatMap(([from, all]) => all.map((to) => `${from} → ${to}`));
  expect(diagrams[MACHINES.findIndex(([machine]) => machine === name)]).toEqual(allowed.toSorted());
});
