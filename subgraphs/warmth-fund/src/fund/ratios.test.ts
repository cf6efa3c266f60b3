import { ratiosOf } from './ratios.ts';

const year = (baseFen: bigint, spendingFen: bigint, overheadFen = 0n, expenseFen = spendingFen + overheadFen) => ({
  baseFen,
  spendingFen,
  overheadFen,
  expenseFen,
});

test.each([
  ['P21: 70% of the income', year(1_000n, 700n), { spendingBp: 7_000, spendsEnough: true }],
  ['one fen less', year(1_000n, 699n), { spendingBp: 6_990, spendsEnough: false }],
  ['less than a basis point too little', year(1_000_003n, 700_002n), { spendingBp: 6_999, spendsEnough: false }],
  ['nothing to measure by', year(0n, 5n), { spendingBp: null, spendsEnough: null }],
  ['P21: 10% for staff and office', year(1n, 900n, 100n), { overheadBp: 1_000, overheadWithin: true }],
  ['one fen more', year(1n, 899n, 101n), { overheadBp: 1_010, overheadWithin: false }],
  ['nothing spent', year(5n, 0n), { overheadBp: null, overheadWithin: null, spendingBp: 0, spendsEnough: false }],
])('%s', (_, figures, expected) => {
  expect(ratiosOf(figures, 7_000, 1_000)).toMatchObject(expected);
});
