import { inScope, missingRight, type Role, type Viewer } from '@union-graph/identity';
import { forbidden } from '@union-graph/subgraph';

/** The books are the city's: a role held for one district only does not open them. */
export const CITY_PATH = '/city/';

/** Those who work in the fund, each in their own part of the union tree. */
export const FUND_STAFF: readonly Role[] = ['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'];

/** Whether the viewer may read accounts, entries and statements (level `int`, domain rule 2.5.1). */
export const readsBooks = (viewer: Viewer): boolean => inScope(viewer, CITY_PATH, ...FUND_STAFF, 'AUDITOR', 'CITY_DEPT');

/** Throws `FORBIDDEN` for those who may not. */
export function authoriseBooks(viewer: Viewer): void {
  if (readsBooks(viewer)) return;
  const missing = missingRight(viewer, readsBooks, { scopePath: CITY_PATH });
  throw forbidden(viewer, "The funds' books are open to the fund's staff, the city's departments and auditors.", missing);
}
