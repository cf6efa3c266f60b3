import { lockByName, type Tx } from '@union-graph/subgraph';

/** Lets acts on one member's credits happen one after the other, before any row of them is locked. */
export const lockAccount = ({ db }: Tx, memberId: string): Promise<unknown> => lockByName(db, `credits:${memberId}`);
