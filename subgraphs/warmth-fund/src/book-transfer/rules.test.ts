import { codeOf } from '../../test/codeOf.ts';
import { checkApproval, type TransferSide } from './rules.ts';

test.each<[string, TransferSide, string, string | null, string | null, string | null]>([
  ['FND-INV-7 the first side', 'GIVING', 'b', null, null, null],
  ['FND-INV-7 the second side by a third person', 'RECEIVING', 'c', 'b', null, null],
  ['FND-INV-6 who asked for it', 'GIVING', 'a', null, null, 'SEPARATION_OF_DUTIES'],
  ['FND-INV-6 who approved the other side', 'RECEIVING', 'b', 'b', null, 'SEPARATION_OF_DUTIES'],
  ['FND-INV-6 the other way round', 'GIVING', 'c', null, 'c', 'SEPARATION_OF_DUTIES'],
  ['FND-INV-7 a side that has approved', 'GIVING', 'c', 'b', null, 'DUPLICATE'],
])('%s', (_, side, person, fromApprovedBy, toApprovedBy, code) => {
  expect(codeOf(() => checkApproval({ requestedBy: 'a', fromApprovedBy, toApprovedBy }, side, person))).toBe(code);
});
