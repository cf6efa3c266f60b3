import { codeOf } from '../../test/codeOf.ts';
import { checkClaimDuties, checkEventDay, missingDocuments, payableFen } from './rules.ts';

const FIRE = { rateBp: 1_000, capFen: 300_000n, byDisabilityGrade: [] };
const GRADES = { rateBp: null, capFen: 500_000n, byDisabilityGrade: [500_000n, 450_000n, 50_000n] };
const DEATH = { rateBp: null, capFen: 2_000_000n, byDisabilityGrade: [] };
const happened = (lossFen: bigint | null, disabilityGrade: number | null = null) => ({ lossFen, disabilityGrade });

test.each([
  ['J-16: 10% of 24,000 yuan', FIRE, happened(2_400_000n), 240_000n],
  ['2.5.7: a loss of 400,000 yuan is paid up to the cap of 3,000', FIRE, happened(40_000_000n), 300_000n],
  ['just at the cap', FIRE, happened(3_000_000n), 300_000n],
  ['one fen under the cap', FIRE, happened(2_999_999n), 299_999n],
  ['rounded down to a fen', FIRE, happened(19n), 1n],
  ['less than a fen is nothing', FIRE, happened(9n), 0n],
  ['2.5.3: death is paid whole', DEATH, happened(null), 2_000_000n],
  ['2.5.3: the gravest disability', GRADES, happened(null, 1), 500_000n],
  ['2.5.3: the lightest disability', GRADES, happened(null, 3), 50_000n],
  ['no grade is paid above the cap', { ...GRADES, capFen: 400_000n }, happened(null, 1), 400_000n],
])('%s', (_, benefit, what, payable) => {
  expect(payableFen(benefit, what)).toBe(payable);
});

test.each([
  ['a fire without a loss', FIRE, happened(null)],
  ['a fire with a grade', FIRE, happened(100n, 1)],
  ['a death with a loss', DEATH, happened(100n)],
  ['a disability without a grade', GRADES, happened(null)],
  ['a grade that the plan does not know', GRADES, happened(null, 4)],
])('%s is refused', (_, benefit, what) => {
  expect(codeOf(() => payableFen(benefit, what))).toBe('BAD_USER_INPUT');
});

test.each([
  ['today', '2013-10-19', '2013-10-19', '2014-10-20', null],
  ['a claim dated tomorrow', '2013-10-20', '2013-10-19', '2014-10-20', 'VALIDATION_FAILED'],
  ['the last day', '2012-10-19', '2013-10-21', '2013-10-21', null],
  ['a day too late', '2012-10-19', '2013-10-22', '2013-10-21', 'LIMITATION_EXPIRED'],
])('%s', (_, eventAt, today, lastDay, code) => {
  expect(codeOf(() => checkEventDay(eventAt, today, lastDay))).toBe(code);
});

test('what is missing of the documents', () => {
  expect(missingDocuments(['FIRE_REPORT', 'LOSS_LIST'], ['OTHER', 'LOSS_LIST'])).toEqual(['FIRE_REPORT']);
});

test('FND-INV-6: not the member, and not who acted before', () => {
  expect(codeOf(() => checkClaimDuties('a', 'b', null))).toBeNull();
  expect(codeOf(() => checkClaimDuties('a', 'b', 'a'))).toBe('SEPARATION_OF_DUTIES');
});
