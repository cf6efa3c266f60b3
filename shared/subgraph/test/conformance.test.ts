import { member, testConformance } from '@union-graph/testing';
import { board } from './fixture/board.ts';

const viewer = member('11111111-1111-7111-8111-111111111111');

testConformance(board, {
  seed: ({ sql }) =>
    sql(
      `insert into note select gen_random_uuid(), '${viewer.subject}', 'n' || n, n, now(), 1 from generate_series(1, 60) n`,
    ).then(() => undefined),
  stays: ['note'],
  viewer,
  list: 'query ($first: Int!) { notes(first: $first) { totalCount nodes { text siblings(first: 3) { totalCount nodes { id } } } } }',
  count: ({ notes }) => notes.nodes.length,
});
