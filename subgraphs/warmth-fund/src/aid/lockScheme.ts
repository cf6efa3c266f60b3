import { lockByName, type Tx } from '@union-graph/subgraph';
import type { SchemeCode } from '../schema.gen.ts';

/** Holds a scheme's definitions to the end of the transaction: a new one, and a pledge that goes by those there are, wait for each other. */
export const lockScheme = (tx: Tx, code: SchemeCode): Promise<unknown> => lockByName(tx.db, `aid scheme ${code}`);
