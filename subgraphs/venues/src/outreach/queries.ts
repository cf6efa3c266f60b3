import { type Batch, columns, empty, inOrder, type PageSource, rows, type Sql, sql } from '@union-graph/subgraph';
import type { FiveKind } from '../offer/rules.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { outreachScope } from './policy.ts';
import type { OutreachStatus } from './rules.ts';

interface Filter {
  readonly status?: OutreachStatus | null;
  readonly kind?: FiveKind | null;
}

const NEWEST_FIRST = [
  { by: 'receivedAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

const filtered = ({ status, kind }: Filter): Sql =>
  sql`${status ? sql`and r.status = ${status}` : empty} ${kind ? sql`and r.kind = ${kind}` : empty}`;

/** Requests by id, as far as the viewer may see them. */
export const outreachRequest: Batch<string, OutreachRequest | null> = async ({ db, viewer }, ids) => {
  const found = await rows<OutreachRequest>(
    db,
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where r.id = any(${ids}::uuid[]) and ${outreachScope(viewer, 'r')}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** All that the viewer may see, the latest first. */
export const outreachRequests: PageSource<OutreachRequest, Filter> = {
  name: 'outreachRequests',
  select: (filter, { viewer }): Sql =>
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where ${outreachScope(viewer, 'r')} ${filtered(filter)}`,
  order: NEWEST_FIRST,
};

/** What a union asked for, the latest first; the parent is the union's id. */
export const outreachRequestsOfUnion: PageSource<OutreachRequest, Filter> = {
  name: 'outreachRequestsOfUnion',
  select: (filter, { viewer }): Sql =>
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r
    where r.union_id = parent.key::uuid and ${outreachScope(viewer, 'r')} ${filtered(filter)}`,
  order: NEWEST_FIRST,
};
