import { tryEndedUnions } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';

// @slow

tryEndedUnions(organisation, TRIALS, {
  known: 'select id, scope_path as path from trade_union',
  end: ({ sql }, id) =>
    sql(
      `update trade_union set status = 'DISSOLVED', member_count = 0, female_member_count = 0, migrant_member_count = 0,
        approved_at = coalesce(approved_at, '2013-01-01'), approved_by_id = coalesce(approved_by_id, parent_id, id) where id = $1`,
      [id],
    ),
});
