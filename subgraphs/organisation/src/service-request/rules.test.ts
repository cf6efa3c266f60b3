import { REQUEST_TRANSITIONS } from './rules.ts';

describe('12351 rules (S-15, 2.1.3)', () => {
  test('whatever is not answered can be escalated, and what is over leads nowhere', () => {
    const escalates = Object.entries(REQUEST_TRANSITIONS).filter(([, next]) => next.includes('ESCALATED'));
    expect(escalates.map(([from]) => from)).toEqual(['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'REOPENED']);
    expect([REQUEST_TRANSITIONS.CLOSED, REQUEST_TRANSITIONS.DUPLICATE]).toEqual([[], []]);
  });
});
