import { READERS, scopePaths, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  columns,
  empty,
  grouped,
  inOrder,
  type PageSource,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { DataRequestPart, QueryPersonalDataRequestsArgs } from '../schema.gen.ts';
import { PersonalDataRequest } from './PersonalDataRequest.ts';

/** The rule of `seesDataRequest` in SQL, on `personal_data_request r` and its `member m`. */
const scope = (viewer: Viewer): Sql =>
  sql`(r.member_id = ${viewer.personId}::uuid or ${underPaths(raw('m.scope_path'), scopePaths(viewer, ...READERS.personalDataRequest.inScope))})`;

/** Requests by id; null for one that the viewer may not see. */
export const personalDataRequest: Batch<string, PersonalDataRequest | null> = async ({ db, viewer }, ids) => {
  const found = await rows<PersonalDataRequest>(
    db,
    sql`select ${columns(PersonalDataRequest, 'r')} from personal_data_request r join member m on m.id = r.member_id
    where r.id = any(${ids}::uuid[]) and ${scope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The viewer's own requests, and a privacy officer's part of the city; the latest first. */
export const personalDataRequests: PageSource<PersonalDataRequest, Pick<QueryPersonalDataRequestsArgs, 'status'>> = {
  name: 'personalDataRequests',
  select: ({ status }, { viewer }) => sql`select ${columns(PersonalDataRequest, 'r')} from personal_data_request r
    join member m on m.id = r.member_id where ${scope(viewer)} ${status ? sql`and r.status = ${status}` : empty}`,
  order: [
    { by: 'requestedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** What the services answered to each request, by their names. The requests were read in scope before. */
export const partsOfRequest: Batch<string, DataRequestPart[]> = async ({ db }, requestIds) => {
  const found = await rows<DataRequestPart & { requestId: string }>(
    db,
    sql`select p.request_id as "requestId", p.subgraph, p.outcome, p.legal_basis as "legalBasis", p.answered_at as "answeredAt"
    from personal_data_part p where p.request_id = any(${requestIds}::uuid[]) order by p.subgraph`,
  );
  return grouped(requestIds, found, ({ requestId }) => requestId);
};
