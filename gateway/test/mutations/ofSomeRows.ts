import type { OfSomeRows } from '@union-graph/testing';

/** An administrator publishes for the union that they administer, and a partner asks for, signs and ends its own agreements: neither by the role alone. */
export const OF_SOME_ROWS: OfSomeRows = {
  registerSubgraph: ['BUREAU_ADMIN', 'INDUSTRY_ADMIN'],
  addSubgraphCredential: ['BUREAU_ADMIN', 'INDUSTRY_ADMIN'],
  revokeSubgraphCredential: ['BUREAU_ADMIN', 'INDUSTRY_ADMIN'],
  requestSharingAgreement: ['PARTNER'],
  signSharingAgreement: ['PARTNER'],
  confirmDeletion: ['PARTNER'],
};
