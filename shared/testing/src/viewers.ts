import { randomUUID } from 'node:crypto';
import { type AgreementTerms, ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';

/** A signed-in worker; `unionPath` is null for one who is in no union. */
export const member = (personId: string, unionPath: string | null = '/city/110105/'): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId}`,
  kind: 'person',
  personId,
  unionPath,
  grants: [{ role: 'MEMBER', scopePath: unionPath ?? '/city/' }],
  scopes: ['read', 'write'],
});

/** A signed-in person with one role for the part of the tree at `scopePath`. */
export const staff = (personId: string, role: Role, scopePath = '/city/'): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId}`,
  kind: 'person',
  personId,
  grants: [{ role, scopePath, ...districtOf(scopePath) }],
  scopes: ['read', 'write'],
});

function districtOf(scopePath: string): { districtCode?: string } {
  const districtCode = /^\/city\/(\d{6})\//.exec(scopePath)?.[1];
  return districtCode ? { districtCode } : {};
}

/** A partner's program under an agreement, as the gateway says it: neither a person nor any role but that of a partner. */
export const partnerOf = (terms: Partial<AgreementTerms>): Viewer => {
  const clientId = `ngo-${terms.partyId ?? 'any'}`;
  return {
    ...ANONYMOUS,
    subject: `client:${clientId}`,
    kind: 'client',
    clientId,
    grants: [{ role: 'PARTNER', scopePath: '/city/' }],
    scopes: ['read', 'write'],
    agreement: {
      id: randomUUID(),
      version: 1,
      kind: 'CONTACT',
      partyId: randomUUID(),
      purpose: 'MATCHING',
      districtCodes: [],
      projectIds: [],
      ...terms,
    },
  };
};
