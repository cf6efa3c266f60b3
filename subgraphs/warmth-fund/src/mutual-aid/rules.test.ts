import fc from 'fast-check';
import type { CardEventKind } from './CardEvent.ts';
import { coverageStatusOn, coversOf } from './rules.ts';

const PLAN = { id: 'plan-2013', periodFrom: '2013-01-01', periodTo: '2013-12-31' };
const NEXT = { id: 'plan-2014', periodFrom: '2014-01-01', periodTo: '2014-12-31' };

const event = (version: number, kind: CardEventKind, at: string, validTo: string | null = null) => ({
  version,
  kind,
  at: new Date(at),
  memberId: 'm',
  scopePath: '/city/',
  validTo,
});
const NOBODY: ReadonlyMap<string, string> = new Map();
const spans = (events: Parameters<typeof coversOf>[0], plans = [PLAN], deaths = NOBODY) =>
  coversOf(events, plans, deaths).map(
    ({ planId, from, to, status }) => `${planId === PLAN.id ? '' : `${planId} `}${from}..${to} ${status}`,
  );

describe('FND-INV-9: cover runs exactly while the card is active in the plan period', () => {
  const noon = 'T12:00:00+08:00';
  test.each([
    ['before the card is cancelled', '2013-05-01', ['2013-03-01..2013-05-01 ENDED']],
    ['on the day on which it is cancelled', '2013-06-10', ['2013-03-01..2013-06-10 ENDED']],
    ['before it was active', '2013-02-28', []],
  ])('and no longer than its holder lives: died %s', (_, diedOn, expected) => {
    const events = [event(3, 'activated', `2013-03-01${noon}`), event(4, 'cancelled', `2013-06-10${noon}`)];
    expect(spans(events, [PLAN], new Map([['m', diedOn]]))).toEqual(expected);
    expect(spans(events, [PLAN], new Map([['other', diedOn]]))).toEqual(['2013-03-01..2013-06-10 ENDED']);
  });
  test.each([
    ['activated', [event(3, 'activated', `2013-03-01${noon}`)], ['2013-03-01..2013-12-31 ACTIVE']],
    ['activated before the period', [event(3, 'activated', `2012-03-01${noon}`)], ['2013-01-01..2013-12-31 ACTIVE']],
    ['activated after the period', [event(3, 'activated', `2014-01-01${noon}`)], []],
    ['activated on the last day', [event(3, 'activated', `2013-12-31${noon}`)], ['2013-12-31..2013-12-31 ACTIVE']],
    [
      'the card ends within the period',
      [event(3, 'activated', `2013-03-01${noon}`, '2013-06-30')],
      ['2013-03-01..2013-06-30 ACTIVE'],
    ],
    [
      'frozen: prospectively only',
      [event(3, 'activated', `2013-03-01${noon}`), event(4, 'frozen', `2013-05-05${noon}`)],
      ['2013-03-01..2013-05-05 SUSPENDED'],
    ],
    [
      'active again',
      [
        event(3, 'activated', `2013-03-01${noon}`),
        event(4, 'frozen', `2013-05-05${noon}`),
        event(5, 'activated', `2013-06-01${noon}`),
      ],
      ['2013-03-01..2013-05-05 SUSPENDED', '2013-06-01..2013-12-31 ACTIVE'],
    ],
    [
      'lost',
      [event(3, 'activated', `2013-03-01${noon}`), event(4, 'lost', `2013-05-05${noon}`)],
      ['2013-03-01..2013-05-05 ENDED'],
    ],
    [
      'frozen, then cancelled',
      [
        event(3, 'activated', `2013-03-01${noon}`),
        event(4, 'frozen', `2013-05-05${noon}`),
        event(5, 'cancelled', `2013-06-01${noon}`),
      ],
      ['2013-03-01..2013-05-05 ENDED'],
    ],
    [
      'cancelled by a merge while it was frozen, and frozen again when that was taken back',
      [
        event(3, 'activated', `2013-03-01${noon}`),
        event(4, 'frozen', `2013-05-05${noon}`),
        event(5, 'cancelled', `2013-06-01${noon}`),
        event(6, 'moved', `2013-06-05${noon}`),
        event(7, 'frozen', `2013-06-05${noon}`),
      ],
      ['2013-03-01..2013-05-05 SUSPENDED'],
    ],
    [
      'frozen on the last day',
      [event(3, 'activated', `2013-03-01${noon}`), event(4, 'frozen', `2013-12-31${noon}`)],
      ['2013-03-01..2013-12-31 SUSPENDED'],
    ],
    [
      'frozen after the period',
      [event(3, 'activated', `2013-03-01${noon}`), event(4, 'frozen', `2014-05-05${noon}`)],
      ['2013-03-01..2013-12-31 ACTIVE'],
    ],
    ['frozen without ever active', [event(4, 'frozen', `2013-05-05${noon}`)], []],
  ])('%s', (_, events, expected) => {
    expect(spans(events)).toEqual(expected);
  });

  test('a card is never covered twice on one day by covers that are open', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom<CardEventKind>('activated', 'activated', 'frozen', 'lost'), fc.nat(120), fc.option(fc.nat(200))),
      { maxLength: 8 },
    );
    const day = (n: number) => new Date(Date.parse('2012-11-01T04:00:00Z') + n * 86_400_000);
    fc.assert(
      fc.property(steps, (drawn) => {
        let at = 0;
        const events = drawn.map(([kind, pause, validFor], index) => {
          at += pause;
          const validTo =
            validFor === null
              ? null
              : day(at + validFor)
                  .toISOString()
                  .slice(0, 10);
          return { version: index + 1, kind, at: day(at), memberId: 'm', scopePath: '/city/', validTo };
        });
        for (const planId of [PLAN.id, NEXT.id]) {
          const open = coversOf(events, [PLAN, NEXT], NOBODY).filter(
            (cover) => cover.planId === planId && cover.status === 'ACTIVE',
          );
          for (let index = 1; index < open.length; index++)
            expect((open[index - 1]?.to ?? '') < (open[index]?.from ?? '')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('days are those of Beijing', () => {
    expect(spans([event(3, 'activated', '2013-03-01T15:59:59Z'), event(4, 'frozen', '2013-03-01T16:00:00Z')])).toEqual([
      '2013-03-01..2013-03-02 SUSPENDED',
    ]);
  });

  test('an active card goes on under the next plan', () => {
    expect(spans([event(3, 'activated', `2013-03-01${noon}`)], [PLAN, NEXT])).toEqual([
      '2013-03-01..2013-12-31 ACTIVE',
      'plan-2014 2014-01-01..2014-12-31 ACTIVE',
    ]);
  });

  test('the order in which events arrive makes no difference', () => {
    const history = fc
      .array(fc.constantFrom<CardEventKind>('activated', 'frozen', 'cancelled', 'lost'), { maxLength: 8 })
      .map((kinds) => kinds.map((kind, at) => event(at + 1, kind, `2013-0${at + 1}-05${noon}`)));
    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          expect(coversOf(shuffled, [PLAN], NOBODY)).toEqual(coversOf(events, [PLAN], NOBODY));
        },
      ),
    );
  });
});

test.each([
  ['ACTIVE', '2013-12-31', 'ACTIVE'],
  ['ACTIVE', '2014-01-01', 'ENDED'],
  ['SUSPENDED', '2013-06-01', 'SUSPENDED'],
  ['ENDED', '2013-06-01', 'ENDED'],
] as const)('a cover stored as %s up to 2013-12-31 is on %s %s', (status, day, expected) => {
  expect(coverageStatusOn({ status, to: '2013-12-31' }, day)).toBe(expected);
});
