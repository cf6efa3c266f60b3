import type { Role } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { key } from '../keys.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { staff } from '../viewers.ts';
import { mutationsOf } from './inputs.ts';
import type { Trials } from './tryMutations.ts';

/**
 * Tries that each role a trial names does its mutation, for the whole city; that all others are refused `tryMutations` tries. For tables that
 * name only who may by the role alone, whoever they are.
 */
export function tryRoles(definition: SubgraphDefinition, trials: Trials): void {
  const { documentOf } = mutationsOf(loadSubgraphSdl(definition.dir));
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  const byRole = Object.entries(trials).flatMap(([mutation, { may, make }]) =>
    may.map((role): [Role, string, typeof make] => [role, mutation, make]),
  );
  test.each(byRole)('%s does %s', async (role, mutation, make) => {
    const { input, now } = await make(subgraph.sql, subgraph);
    const sent = { idempotencyKey: key(), ...input };
    expect((await subgraph.ask(staff(newId(), role), documentOf(mutation), { input: sent }, now)).errors).toBeUndefined();
  });
}
