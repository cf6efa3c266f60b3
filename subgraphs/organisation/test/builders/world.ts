import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { buildCard, buildMember, buildWorker } from './members.ts';
import { buildCity, buildEnterprise, buildFederation, buildStaff, buildUnionBelow, type UnionRow } from './unions.ts';
import { buildRequest } from './work.ts';

/** One union with one row of each noun that is not public. */
export interface Place {
  readonly union: UnionRow;
  /** The union that the transfer goes to. */
  readonly next: UnionRow;
  readonly workerId: string;
  readonly cardId: string;
  readonly applicantId: string;
  readonly applicationId: string;
  readonly transferId: string;
  readonly requestId: string;
  /** What was asked for on a visit of the cadre, by nobody in particular. */
  readonly demandId: string;
  readonly staffId: string;
  readonly cadreId: string;
  readonly linkId: string;
  readonly batchId: string;
  readonly dataRequestId: string;
  /** A merge of the applicant's record into the worker's that was taken back. */
  readonly mergeId: string;
}

export interface World {
  readonly places: Readonly<Record<string, Place>>;
  /** Parts of the tree to try: the city, districts with and without rows, lines, single unions, what would lie below one. */
  readonly paths: readonly string[];
}

/** A small city: two unions of one district, one of another, one of the industrial line. */
export async function buildWorld(sql: Sql): Promise<World> {
  const city = await buildCity(sql);
  const [chaoyang, dongcheng] = [await buildFederation(sql, '110105'), await buildFederation(sql, '110101')];
  const industry = await buildUnionBelow(sql, city, 'INDUSTRIAL_UNION');
  const bureau = await buildUnionBelow(sql, industry, 'BUREAU_COMPANY_UNION');
  const street = await buildUnionBelow(sql, chaoyang, 'STREET_UNION');
  const unions = [
    await buildUnionBelow(sql, street, 'COMMUNITY_JOINT_UNION'),
    await buildUnionBelow(sql, chaoyang, 'COMMUNITY_JOINT_UNION'),
    await buildUnionBelow(sql, dongcheng, 'COMMUNITY_JOINT_UNION'),
    await buildUnionBelow(sql, bureau, 'ENTERPRISE_UNION', { district_code: '110105' }),
  ];
  await buildEnterprise(sql, { org_code: 'D2143569X' });
  const places: Record<string, Place> = {};
  for (const [at, union] of unions.entries()) {
    const next = unions[(at + 1) % unions.length] as UnionRow;
    places[union.id] = await buildPlace(sql, city, union, next);
  }
  const first = unions[0] as UnionRow;
  const paths = ['/city/', '/city/110105/', '/city/110101/', '/city/110106/', street.scope_path, industry.scope_path];
  return { places, paths: [...paths, ...unions.map(({ scope_path }) => scope_path), `${first.scope_path}below/`, '/'] };
}

async function buildPlace(sql: Sql, city: UnionRow, union: UnionRow, next: UnionRow): Promise<Place> {
  const worker = await buildMember(sql, { union });
  const applicant = await buildWorker(sql, { district_code: '110106' });
  const person = await buildStaff(sql, union, { on_public_duty: false });
  const cadre = await buildStaff(sql, city, { role: 'HQ_CADRE', on_public_duty: false });
  const card = await buildCard(sql, worker.id);
  const linkId = newId();
  await insert(sql, 'cadre_link', { id: linkId, cadre_id: cadre.id, member_id: worker.id, since: '2013-01-07' });
  const processes = {
    ...(await buildMembershipPaths(sql, { union, next, workerId: worker.id, applicantId: applicant.id })),
    batchId: await buildImport(sql, union),
    dataRequestId: await buildDataRequest(sql, worker.id),
    mergeId: await buildRevertedMerge(sql, { workerId: worker.id, applicantId: applicant.id, staffId: person.id as string }),
  };
  const request = await buildRequest(sql, worker);
  const visit = { id: newId(), cadre_link_id: linkId, visited_on: '2013-10-17', recorded_by_id: cadre.id };
  await insert(sql, 'contact_visit', visit);
  const demand = await buildRequest(sql, worker, 'RECEIVED', {
    requester_id: null,
    contact_visit_id: visit.id,
    channel: 'CADRE',
  });
  const ids = { workerId: worker.id, applicantId: applicant.id, staffId: person.id as string, cadreId: cadre.id as string };
  return {
    union,
    next,
    ...ids,
    cardId: card.id as string,
    ...processes,
    requestId: request.id,
    demandId: demand.id,
    linkId,
  };
}

interface Movers {
  readonly union: UnionRow;
  readonly next: UnionRow;
  readonly workerId: string;
  readonly applicantId: string;
}

async function buildMembershipPaths(sql: Sql, { union, next, workerId, applicantId }: Movers) {
  const [applicationId, transferId] = [newId(), newId()];
  await insert(sql, 'membership_application', {
    id: applicationId,
    member_id: applicantId,
    union_id: union.id,
    status: 'SUBMITTED',
    submitted_by_id: applicantId,
    submitted_at: '2013-10-18T09:00:00+08:00',
  });
  await insert(sql, 'membership_transfer', {
    id: transferId,
    member_id: workerId,
    from_union_id: union.id,
    to_union_id: next.id,
    status: 'RETURNED',
    requested_at: '2013-05-02T09:00:00+08:00',
    due_on: '2013-06-01',
    returned_at: '2013-06-02T00:00:00+08:00',
  });
  return { applicationId, transferId };
}

async function buildImport(sql: Sql, union: UnionRow): Promise<string> {
  const batchId = newId();
  await insert(sql, 'import_batch', {
    id: batchId,
    union_id: union.id,
    scope_path: union.scope_path,
    dry_run: false,
    status: 'QUEUED',
    total: 1,
    accepted: 0,
    rejected: 0,
    submitted_by_id: newId(),
    submitted_at: '2013-10-18T09:00:00+08:00',
  });
  return batchId;
}

async function buildDataRequest(sql: Sql, workerId: string): Promise<string> {
  const dataRequestId = newId();
  await insert(sql, 'personal_data_request', {
    id: dataRequestId,
    member_id: workerId,
    kind: 'ACCESS',
    status: 'RECEIVED',
    requested_by_id: workerId,
    requested_at: '2013-10-18T09:00:00+08:00',
    due_on: '2013-11-17',
  });
  return dataRequestId;
}

async function buildRevertedMerge(
  sql: Sql,
  { workerId, applicantId, staffId }: Record<'workerId' | 'applicantId' | 'staffId', string>,
): Promise<string> {
  const mergeId = newId();
  await insert(sql, 'merged_record', {
    id: mergeId,
    survivor_id: workerId,
    duplicate_id: applicantId,
    status: 'REVERTED',
    reason: '同一人',
    evidence_ref: 'files/merge.pdf',
    merged_by_id: staffId,
    merged_at: '2013-10-10T09:00:00+08:00',
    reversible_until: '2013-11-11',
    survivor_before: '{}',
    duplicate_before: '{}',
    cards_before: '{}',
    reverted_by_id: staffId,
    reverted_at: '2013-10-11T09:00:00+08:00',
    revert_reason: '不是同一人',
  });
  return mergeId;
}
