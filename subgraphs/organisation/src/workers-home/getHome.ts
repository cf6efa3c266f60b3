import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { refuseEnded } from '../union/refusals.ts';
import { Union } from '../union/Union.ts';
import { homePolicy } from './policy.ts';
import { WorkersHome } from './WorkersHome.ts';

interface HomeInput {
  readonly homeId: string;
  readonly expectedVersion: number;
}

type Verb = Parameters<typeof homePolicy.authorise>[1];

/** A home, locked for a change; homes are public. `FORBIDDEN` when the verb is not the viewer's, `VALIDATION_FAILED` when its union has ended. */
export const getHome = async (tx: Tx, verb: Verb, input: HomeInput): Promise<WorkersHome> =>
  (await getHomeOf(tx, verb, input)).home;

/** The same with the union that runs it. */
export async function getHomeOf(
  tx: Tx,
  verb: Verb,
  { homeId, expectedVersion }: HomeInput,
): Promise<{ home: WorkersHome; union: Union }> {
  const home = await getForUpdate(tx, WorkersHome, homeId, { what: "Worker's Home", visible: () => true, expectedVersion });
  const union = await tx.db.findOneByOrFail(Union, { id: home.unionId });
  homePolicy.authorise(tx.viewer, verb, { unionPath: union.scopePath });
  refuseEnded(union, 'homeId');
  return { home, union };
}
