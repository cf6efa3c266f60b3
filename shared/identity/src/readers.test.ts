import { readFileSync } from 'node:fs';
import path from 'node:path';
import { READERS, type Readers, ROLES } from './index.ts';

const PAGE = path.join(import.meta.dirname, '../../decisions/2026-11-who-reads-what.md');

const line = (thing: string, { inScope, ofOwnWork }: Readers): string => {
  const own = Object.entries(ofOwnWork).map(([role, what]) => `${role}: ${what}`);
  return `| \`${thing}\` | ${inScope.join(', ') || 'nobody'} | ${own.join('; ') || 'nobody'} |`;
};
const things = Object.entries(READERS) as [string, Readers][];

test('the page says what the table says', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((text) => text.startsWith('| `'));
  expect(rows).toEqual(things.map(([thing, readers]) => line(thing, readers)));
});

test('no role that works for a case alone, pays, teaches, is a partner or holds no office reads records of workers by their place', () => {
  for (const role of [
    'MEDIATOR',
    'LAWYER',
    'LINKED_PARTY',
    'FUND_CASHIER',
    'FUND_ACCOUNTANT',
    'TEACHER',
    'PARTNER',
    'MEMBER',
    'EMPLOYER_REP',
  ])
    expect(READERS.member.inScope).not.toContain(role);
});

test('each role stands once, and is one', () => {
  for (const [, { inScope }] of things) {
    expect(new Set(inScope).size).toBe(inScope.length);
    expect(inScope.filter((role) => !ROLES.includes(role))).toEqual([]);
  }
});
