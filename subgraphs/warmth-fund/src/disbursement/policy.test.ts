import { ROLES, type Role } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { type DisbursementVerb, disbursementPolicy } from './policy.ts';

const ROW = { scopePath: '/city/110105/' };

/** Domain rule 2.5.2 «Disbursement»: who takes which step. */
const ALLOWED: Readonly<Record<DisbursementVerb, readonly Role[]>> = {
  requestDisbursement: ['FUND_CASEWORKER'],
  approveDisbursement: ['FUND_APPROVER'],
  sendDisbursement: ['FUND_CASHIER'],
  settleDisbursement: ['FUND_CASHIER'],
  failDisbursement: ['FUND_CASHIER'],
  recordReturn: ['FUND_CASHIER'],
  voidDisbursement: ['FUND_CASEWORKER', 'FUND_APPROVER'],
};

const verbs = Object.keys(ALLOWED) as DisbursementVerb[];

test.each(verbs.flatMap((verb) => ROLES.map((role) => [verb, role, ALLOWED[verb].includes(role)] as const)))(
  '%s by %s: %s',
  (verb, role, allowed) => {
    expect(disbursementPolicy.allows(staff('p', role), verb, ROW)).toBe(allowed);
    expect(disbursementPolicy.allows(staff('p', role, '/city/110101/'), verb, ROW)).toBe(false);
  },
);

test('no member takes any step', () => {
  for (const verb of verbs) expect(disbursementPolicy.allows(member('p', '/city/110105/'), verb, ROW)).toBe(false);
});

test('no client or service takes any step, whatever roles it holds', () => {
  const client = { ...staff('p', 'FUND_APPROVER'), kind: 'client' as const, personId: null };
  for (const verb of verbs) {
    for (const role of ALLOWED[verb]) {
      expect(disbursementPolicy.allows({ ...client, grants: [{ role, scopePath: '/city/' }] }, verb, ROW)).toBe(false);
    }
  }
});
