import fc from 'fast-check';
import { at } from '../../test/build.ts';
import { type Audience, type DayPart, dayPartOf, discounted, priceAt, priceList, priceOfSlots, type Rule } from './rules.ts';

const rule = (overrides: Partial<Rule> = {}): Rule => ({
  id: 'r',
  audience: 'RESIDENT',
  dayPart: 'ALL_DAY',
  priceFen: 4000n,
  discountBp: null,
  validFrom: '2013-01-01',
  validTo: null,
  priority: 0,
  ...overrides,
});
const START = new Date(at('14:00'));
const priceFor = (rules: readonly Rule[], audience: Audience, start = START) => priceAt(rules, start, audience)?.priceFen ?? null;

test.each([
  ['00:00', 'MORNING'],
  ['11:59', 'MORNING'],
  ['12:00', 'AFTERNOON'],
  ['16:59', 'AFTERNOON'],
  ['17:00', 'EVENING'],
  ['23:59', 'EVENING'],
])('%s in Beijing is %s', (time, part) => expect(dayPartOf(new Date(at(time)))).toBe(part));

test.each([
  [4000n, null, 4000n],
  [4000n, 2000, 3200n],
  [999n, 5000, 499n],
  [4000n, 10_000, 0n],
])('%s fen less %s bp are %s fen', (priceFen, discountBp, left) => expect(discounted({ priceFen, discountBp })).toBe(left));

test('S-69, S-72: who has no rule of their own pays the resident price', () => {
  for (const audience of ['WORKER', 'RESIDENT', 'GROUP', 'CARD_HOLDER'] as const)
    expect(priceFor([rule({ priceFen: 0n })], audience)).toBe(0n);
  expect(priceFor([rule({ audience: 'CARD_HOLDER' })], 'RESIDENT')).toBeNull();
});

test('the highest priority counts, then the part of the day', () => {
  const rules = [rule(), rule({ dayPart: 'AFTERNOON', priceFen: 3000n }), rule({ priority: 1, priceFen: 5000n })];
  expect(priceFor(rules.slice(0, 2), 'RESIDENT')).toBe(3000n);
  expect(priceFor(rules, 'RESIDENT')).toBe(5000n);
});

test.each([
  ['2013-10-19', '2013-10-19', 4000n],
  ['2013-10-20', null, null],
  ['2013-01-01', '2013-10-18', null],
])('valid from %s to %s: on 19 October %s', (validFrom, validTo, price) =>
  expect(priceFor([rule({ validFrom, validTo })], 'RESIDENT')).toBe(price),
);

test('the validity is of the day in Beijing, also before eight in the morning', () => {
  expect(priceFor([rule({ validFrom: '2013-10-19' })], 'RESIDENT', new Date(at('00:00')))).toBe(4000n);
});

test('slots add up; one without a price leaves the whole without', () => {
  const rules = [rule({ dayPart: 'AFTERNOON' })];
  const starts = [new Date(at('15:00')), new Date(at('16:00'))];
  expect(priceOfSlots(priceList(rules), starts, 'WORKER')?.priceFen).toBe(8000n);
  expect(priceOfSlots(priceList(rules), [...starts, new Date(at('17:00'))], 'WORKER')).toBeNull();
});

test('VEN-INV-4: under any rules a card-holder never pays more than a worker or resident', () => {
  const anyRule = fc.record({
    id: fc.uuid(),
    audience: fc.constantFrom<Audience>('CARD_HOLDER', 'WORKER', 'RESIDENT', 'GROUP'),
    dayPart: fc.constantFrom<DayPart>('ALL_DAY', 'MORNING', 'AFTERNOON', 'EVENING'),
    priceFen: fc.bigInt({ min: 0n, max: 1_000_000n }),
    discountBp: fc.option(fc.integer({ min: 0, max: 10_000 })),
    validFrom: fc.constantFrom('2013-01-01', '2013-10-19', '2013-10-20'),
    validTo: fc.constantFrom(null, '2013-12-31'),
    priority: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 8 }), fc.integer({ min: 0, max: 47 }), (rules, halfHour) => {
      const start = new Date(Date.parse(at('00:00')) + halfHour * 1_800_000);
      const card = priceFor(rules, 'CARD_HOLDER', start);
      return (['WORKER', 'RESIDENT'] as const).every((audience) => {
        const price = priceFor(rules, audience, start);
        return price === null || (card !== null && card <= price);
      });
    }),
  );
});

test('a price list says the same, for every hour, day and audience, in any order', () => {
  const rules = [
    rule({ validTo: '2013-10-19' }),
    rule({ priceFen: 6000n, validFrom: '2013-10-20' }),
    rule({ priceFen: 5000n, dayPart: 'EVENING' }),
    rule({ audience: 'CARD_HOLDER', priceFen: 2000n, dayPart: 'MORNING' }),
  ];
  const list = priceList(rules);
  const audiences = ['CARD_HOLDER', 'WORKER', 'RESIDENT', 'GROUP'] as const;
  const hour = fc.integer({ min: -24, max: 48 });
  fc.assert(
    fc.property(fc.array(fc.tuple(hour, fc.constantFrom<Audience>(...audiences)), { minLength: 1 }), (asked) =>
      asked.every(([hours, audience]) => {
        const start = new Date(Date.parse(at('00:00')) + hours * 3_600_000);
        return list(start, audience)?.priceFen === priceAt(rules, start, audience)?.priceFen;
      }),
    ),
  );
});
