import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CERTIFICATE_TRANSITIONS } from './certificate/rules.ts';
import { COMPETITION_TRANSITIONS } from './competition/rules.ts';
import { CONVERSION_TRANSITIONS, CREDIT_TRANSITIONS } from './credit/rules.ts';
import { DEGREE_TRANSITIONS } from './degree-application/rules.ts';
import { ENROLMENT_TRANSITIONS } from './enrolment/rules.ts';
import { JOB_READY_TRANSITIONS } from './job-ready-certificate/rules.ts';
import { REFERRAL_TRANSITIONS } from './job-referral/rules.ts';
import { INSTALMENT_TRANSITIONS, SPONSORSHIP_TRANSITIONS } from './sponsorship/rules.ts';
import { STUDIO_TRANSITIONS } from './studio/rules.ts';
import { STUDIO_FUNDING_TRANSITIONS } from './studio-funding/rules.ts';
import { training } from './subgraph.ts';
import { SUBSIDY_TRANSITIONS } from './subsidy/rules.ts';

/** The state machines of domain rule 2.3.2, in the order of the README. */
const MACHINES: readonly [string, Readonly<Record<string, readonly string[]>>][] = [
  ['certificate', CERTIFICATE_TRANSITIONS],
  ['subsidy', SUBSIDY_TRANSITIONS],
  ['enrolment', ENROLMENT_TRANSITIONS],
  ['degree application', DEGREE_TRANSITIONS],
  ['sponsorship', SPONSORSHIP_TRANSITIONS],
  ['instalment', INSTALMENT_TRANSITIONS],
  ['credits', CREDIT_TRANSITIONS],
  ['conversion', CONVERSION_TRANSITIONS],
  ['competition', COMPETITION_TRANSITIONS],
  ['studio', STUDIO_TRANSITIONS],
  ['money for a studio', STUDIO_FUNDING_TRANSITIONS],
  ['referral', REFERRAL_TRANSITIONS],
  ['job-ready certificate', JOB_READY_TRANSITIONS],
];

const readme = readFileSync(path.join(training.dir, 'README.md'), 'utf8');
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
