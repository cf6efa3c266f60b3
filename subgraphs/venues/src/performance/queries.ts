import {
  type Batch,
  civilDay,
  columns,
  empty,
  inOrder,
  type PageSource,
  rows,
  type Sql,
  sql,
  startOfDay,
} from '@union-graph/subgraph';
import { Performance } from './Performance.ts';

interface Filter {
  readonly teamId?: string | null;
  readonly from?: string | null;
}

/** Performances that are not over at the start of a day, by time; public. */
export const performances: PageSource<Performance, Filter> = {
  name: 'performances',
  select: ({ teamId, from }, { now }): Sql => sql`select ${columns(Performance, 'p')} from performance p
    where p.end_at > ${startOfDay(from ?? civilDay(now))} ${teamId ? sql`and p.team_id = ${teamId}::uuid` : empty}`,
  order: [
    { by: 'start', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The performances that meet requests and were not called off, by the request. */
export const performanceOfRequest: Batch<string, Performance | null> = async ({ db }, requests) => {
  const found = await rows<Performance>(
    db,
    sql`select ${columns(Performance, 'p')} from performance p where p.request_id = any(${requests}::uuid[]) and p.status <> 'CANCELLED'`,
  );
  return inOrder(requests, found, ({ requestId }) => requestId as string);
};
