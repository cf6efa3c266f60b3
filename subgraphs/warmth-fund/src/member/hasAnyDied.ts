import { hasAnyDiedOf } from '@union-graph/subgraph';

/** Whether the record of one of some workers says that they have died; what is told of them meanwhile waits until the transaction ends. */
export const hasAnyDied = hasAnyDiedOf('known_member');
