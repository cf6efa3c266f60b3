import type { Viewer } from '@union-graph/identity';
import { type Sql, sql } from '@union-graph/subgraph';

/** Employers are known to whoever signed in; they are no persons, so no part of the tree is asked for. A condition in SQL. */
export const signedIn = (viewer: Viewer): Sql => sql`${viewer.kind !== 'anonymous'}::boolean`;
