import { type Batch, columns, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { Card } from './Card.ts';

/** Cards by id; null for one that the viewer may not see. */
export const card: Batch<string, Card | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Card>(db, sql`select ${columns(Card, 'c')} from card c
    where c.id = any(${ids}::uuid[]) and ${personScope(viewer, raw('c.member_id'), raw('c.scope_path'))}`);
  return inOrder(ids, found, ({ id }) => id);
};
