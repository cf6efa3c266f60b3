import { parse } from 'graphql';
import { readsOwnAgreementAlone } from './ownAgreement.ts';

test.each([
  ['{ myAgreement { id } }', true],
  ['query a { mine: myAgreement { id } __typename } query b { myAgreement { quota { usedToday } } }', true],
  ['{ ... on Query { myAgreement { id } } }', true],
  ['{ ... { ... @include(if: true) { myAgreement { id } } } }', true],
  ['query { ...A } fragment A on Query { myAgreement { ...I } } fragment I on DataSharingAgreement { id }', true],
  ['{ ...A ...A } fragment A on Query { ...B } fragment B on Query { __typename myAgreement { id } }', true],
  ['{ __typename }', false],
  ['{ myAgreement { id } members { id } }', false],
  ['{ myAgreement { id } ... on Query { members { id } } }', false],
  ['{ myAgreement { id } ...A } fragment A on Query { ...B } fragment B on Query { members { id } }', false],
  ['query a { myAgreement { id } } query b { ...A } fragment A on Query { members { id } }', false],
  ['{ ...A } fragment A on Query { myAgreement { accessLog { totalCount } } }', false],
  ['mutation { ...A } fragment A on Mutation { myAgreement { id } }', false],
  // Invalid, and refused elsewhere.
  ['{ ...Nowhere }', false],
  ['{ ...A } fragment A on Query { ...A }', false],
])('what reads the own agreement alone, in whatever form: %s is %s', (source, expected) => {
  expect(readsOwnAgreementAlone(parse(source))).toBe(expected);
});
