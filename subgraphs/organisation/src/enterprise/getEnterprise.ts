import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { Enterprise } from './Enterprise.ts';

interface EnterpriseInput {
  readonly enterpriseId: string;
  readonly expectedVersion: number;
}

/** An employer, locked for a change; known to whoever signed in. */
export const getEnterprise = (tx: Tx, { enterpriseId, expectedVersion }: EnterpriseInput): Promise<Enterprise> =>
  getForUpdate(tx, Enterprise, enterpriseId, {
    what: 'enterprise',
    visible: ({ kind }) => kind !== 'anonymous',
    expectedVersion,
  });
