import { assertTransition } from '@union-graph/subgraph';
import { ENROLMENT_TRANSITIONS, type EnrolmentStatus, enrolmentStatusAt, offerEnd } from './rules.ts';

const STATES = Object.keys(ENROLMENT_TRANSITIONS) as EnrolmentStatus[];

describe('an enrolment’s life (domain rule 2.3.2)', () => {
  const allowed = [
    'WAITLISTED OFFERED',
    'OFFERED CONFIRMED',
    'CONFIRMED ATTENDING',
    'ATTENDING PASSED',
    'ATTENDING FAILED',
    'ATTENDING NO_SHOW',
    'CONFIRMED PASSED',
    'CONFIRMED FAILED',
    'CONFIRMED NO_SHOW',
    'WAITLISTED CANCELLED',
    'OFFERED CANCELLED',
    'CONFIRMED CANCELLED',
  ];
  test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    const attempt = () => assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', from, to);
    if (allowed.includes(`${from} ${to}`)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });
});

const NOW = new Date('2013-10-19T02:00:00Z');

test.each([
  ['2013-11-02T01:00:00Z', '2013-10-20T02:00:00.000Z'],
  ['2013-10-20T02:00:00Z', '2013-10-20T02:00:00.000Z'],
  ['2013-10-19T09:00:00Z', '2013-10-19T09:00:00.000Z'],
])('an offer for a session that begins at %s ends at %s (domain rule 2.3.2: 24 hours)', (startsAt, end) => {
  expect(offerEnd(NOW, new Date(startsAt), 24).toISOString()).toBe(end);
});

test.each([
  ['OFFERED', 1, 'OFFERED'],
  ['OFFERED', 0, 'CANCELLED'],
  ['OFFERED', -1, 'CANCELLED'],
  ['CONFIRMED', -1, 'CONFIRMED'],
  ['WAITLISTED', -1, 'WAITLISTED'],
] as const)('%s with an offer that ends in %s ms reads as %s', (status, ms, reads) => {
  const session = { startsAt: new Date(NOW.getTime() + 1) };
  expect(enrolmentStatusAt({ status, offerExpiresAt: new Date(NOW.getTime() + ms) }, session, NOW)).toBe(reads);
});

test.each([
  ['WAITLISTED', 1, 'WAITLISTED'],
  ['WAITLISTED', 0, 'CANCELLED'],
  ['CONFIRMED', 0, 'CONFIRMED'],
] as const)('%s in a session that begins in %s ms reads as %s', (status, ms, reads) => {
  const session = { startsAt: new Date(NOW.getTime() + ms) };
  expect(enrolmentStatusAt({ status, offerExpiresAt: null }, session, NOW)).toBe(reads);
});
