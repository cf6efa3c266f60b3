import type { TestSubgraph } from '@union-graph/testing';

/** A joint union that organisation has told of, in Chaoyang. */
export const insertUnion = ({ sql }: Pick<TestSubgraph, 'sql'>, unionId: string) =>
  sql(
    `insert into union_standing (union_id, kind, has_ended, seen_version, scope_path)
     values ($1, 'COMMUNITY_JOINT_UNION', false, 1, $2) on conflict do nothing`,
    [unionId, `/city/110105/${unionId}/`],
  );
