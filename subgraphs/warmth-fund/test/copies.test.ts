import { newId } from '@union-graph/subgraph';
import { testCopies } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { buildPlan, covered } from './claims.ts';
import { insertFile } from './hardship.ts';

testCopies(warmthFund, {
  hardship_file: async (subgraph) => {
    const memberId = newId();
    await insertFile(subgraph, { head: memberId });
    return {
      memberId,
      later: '2014-03-01T10:00:00+08:00',
      query: '{ myHardshipFile { status } }',
      fields: ({ myHardshipFile }) => myHardshipFile,
    };
  },
  coverage: async (subgraph) => {
    await buildPlan(subgraph);
    const { person } = await covered(subgraph);
    return {
      memberId: person,
      later: '2014-03-01T10:00:00+08:00',
      query: '{ myCoverage { status } }',
      fields: ({ myCoverage }) => myCoverage,
    };
  },
});
