import { assertTransition } from '@union-graph/subgraph';
import fc from 'fast-check';
import type { CompetitionStatus } from '../schema.gen.ts';
import { COMPETITION_TRANSITIONS, ranked } from './rules.ts';

const STATES = Object.keys(COMPETITION_TRANSITIONS) as CompetitionStatus[];

describe('a competition’s life (domain rule 2.3.2)', () => {
  const every = STATES.flatMap((from, at) => STATES.map((to, other) => [from, to, other === at + 1] as const));
  test.each(every)('%s to %s: %s', (from, to, isNext) => {
    const attempt = () => assertTransition(COMPETITION_TRANSITIONS, 'competition', from, to);
    if (isNext) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });
});

describe('ranks (SKL-INV-7)', () => {
  const entry = (id: string, finalScore: number, tieBreak: number | null = null) => ({ id, finalScore, tieBreak });
  test.each([
    ['the most points first', [entry('a', 80), entry('b', 90)], 'ba'],
    ['equals as the judges placed them', [entry('a', 90, 2), entry('b', 90, 1), entry('c', 91)], 'cba'],
    ['equals without a place', [entry('a', 90), entry('b', 90)], null],
    ['equals of whom one has a place', [entry('a', 90, 1), entry('b', 90)], null],
    ['equals of one place', [entry('a', 90, 1), entry('b', 90, 1)], null],
    ['equals behind the champion', [entry('a', 95), entry('b', 90), entry('c', 90)], null],
  ])('%s', (_, finalists, order) => {
    const found = ranked(finalists);
    expect(found.tied === null).toBe(order !== null);
    if (order !== null) expect(found.order.map(({ id }) => id).join('')).toBe(order);
  });

  test('any points: with different ones, or places that differ among equals, nobody is tied and nobody stands behind fewer points', () => {
    const points = fc.array(
      fc.record({ finalScore: fc.integer({ min: 0, max: 5 }), tieBreak: fc.option(fc.integer({ min: 1, max: 3 })) }),
    );
    fc.assert(
      fc.property(points, (given) => {
        const { order, tied } = ranked(given.map((one, at) => ({ id: String(at), ...one })));
        const isTied = given.some((one, at) =>
          given.some(
            (other, next) =>
              next > at &&
              one.finalScore === other.finalScore &&
              (one.tieBreak === null || other.tieBreak === null || one.tieBreak === other.tieBreak),
          ),
        );
        expect(tied !== null).toBe(isTied);
        for (const [at, one] of order.entries()) expect(one.finalScore).toBeGreaterThanOrEqual(order[at + 1]?.finalScore ?? 0);
      }),
    );
  });
});
