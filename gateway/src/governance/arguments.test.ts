import { ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { argumentTrials, staff, type TestSubgraph, unfitValues } from '@union-graph/testing';
import { governance, openGovernance } from './builders.ts';

// Every argument of every field, with values that nobody should mean; most fields have no row here.

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openGovernance();
});
afterAll(() => subgraph.stop());

test('each of them is answered, or refused with a reason', async () => {
  const viewers = ROLES.map((role) => staff(newId(), role));
  const options = { given: {}, keys: {}, ids: {} };
  const { tried } = await argumentTrials(governance, subgraph.ask, options, viewers);
  const faults: string[] = [];
  for (const { coordinate, args, fitting, ask } of tried)
    for (const { name, type } of args)
      for (const { named, value } of unfitValues(type, fitting))
        for (const { extensions, message } of (await ask({ [name]: value })).errors ?? [])
          if (extensions.code === 'INTERNAL_SERVER_ERROR') faults.push(`${coordinate}(${name}: ${named}) ${message}`);
  expect(tried.length).toBeGreaterThan(10);
  expect(faults).toEqual([]);
});
