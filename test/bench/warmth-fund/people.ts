import { randomUUID } from 'node:crypto';
import { ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';

const officer = (role: Role): Viewer => {
  const personId = randomUUID();
  const grants = [{ role, scopePath: '/city/' }];
  return { ...ANONYMOUS, subject: `person:${personId}`, kind: 'person', personId, grants, scopes: ['read', 'write'] };
};

export const auditor = officer('AUDITOR');
export const accountant = officer('FUND_ACCOUNTANT');
export const caseworker = officer('FUND_CASEWORKER');
