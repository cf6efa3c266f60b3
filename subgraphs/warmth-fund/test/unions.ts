import type { TestSubgraph } from '@union-graph/testing';

/** A joint union that organisation has told of. */
export const insertUnion = ({ sql }: Pick<TestSubgraph, 'sql'>, unionId: string) =>
  sql("insert into union_standing values ($1, 'COMMUNITY_JOINT_UNION', false, 1) on conflict do nothing", [unionId]);
