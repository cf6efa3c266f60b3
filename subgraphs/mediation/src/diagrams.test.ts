import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUND_TRANSITIONS } from './bargaining/rules.ts';
import { SWAP_TRANSITIONS } from './duty/rules.ts';
import { WARNING_TRANSITIONS } from './early-warning/rules.ts';
import { GRANT_TRANSITIONS } from './legal-aid/rules.ts';
import { REFERRAL_TRANSITIONS } from './referral/rules.ts';
import { mediation } from './subgraph.ts';

const readme = readFileSync(path.join(mediation.dir, 'README.md'), 'utf8');
const diagrams = [...readme.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(([, lines = '']) => lines);

test.each([
  ['a round of bargaining', 'noticeBargaining', ROUND_TRANSITIONS],
  ['a referral', 'referToParty', REFERRAL_TRANSITIONS],
  ['an early warning', 'reportEarlyWarning', WARNING_TRANSITIONS],
  ['a grant of legal aid', 'grantLegalAid', GRANT_TRANSITIONS],
  ['a swap of duties', 'askDutySwap', SWAP_TRANSITIONS],
])('the diagram of %s is what its rules say', (_, first, transitions: Readonly<Record<string, readonly string[]>>) => {
  const drawn = diagrams.find((lines) => lines.includes(first)) ?? '';
  const arrows = [...drawn.matchAll(/^ {2}([A-Z_]+) --> ([A-Z_]+):/gm)].map(([, from, to]) => `${from} → ${to}`);
  const rules = Object.entries(transitions).flatMap(([from, next]) => next.map((to) => `${from} → ${to}`));
  expect(arrows.sort()).toEqual(rules.sort());
});
