import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';

const SET = 'mutation ($input: SetRuleNumberInput!) { setVenueRule(input: $input) { number { value } } }';

/** Sets a number of the rules for the first time, from a day on. */
export async function setRule(subgraph: TestSubgraph, name: string, value: number, effectiveFrom = '2013-11-01'): Promise<void> {
  const input = { idempotencyKey: key(), name, value, effectiveFrom, reason: '试行', expectedVersion: 1 };
  const { errors } = await subgraph.ask(staff(newId(), 'CITY_DEPT'), SET, { input });
  if (errors) throw new Error(errors[0]?.message);
}
