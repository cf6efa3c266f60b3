import { newId } from '@union-graph/subgraph';
import { tryEndedUnions } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

tryEndedUnions(warmthFund, TRIALS, {
  known: `select union_id as id, coalesce(scope_path, '/city/110105/' || union_id || '/') as path from union_standing`,
  revive: async ({ sql, send }, id) => {
    await sql('update union_standing set has_ended = false, seen_version = 1 where union_id = $1', [id]);
    // The process reads again which unions have ended when it hears of a move.
    const [moved, parentId] = [newId(), newId()];
    const data = { fromPath: `/city/110105/${moved}/`, toPath: `/city/110105/${parentId}/${moved}/`, parentId };
    await send({ type: 'organisation.union.moved', subject: moved, aggregateversion: 2, data });
  },
});
