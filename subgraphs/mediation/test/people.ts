import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, type Row, staff, type TestSubgraph } from '@union-graph/testing';

export const PATH = '/city/110105/';
export const TODAY = '2013-10-19T10:00:00+08:00';
/** An instant some days before or after the data's today, in the morning. */
export const at = (days: number): string => new Date(Date.parse(TODAY) + days * 86_400_000).toISOString();
export const day = (days: number): string =>
  new Date(Date.parse('2013-10-19T12:00:00Z') + days * 86_400_000).toISOString().slice(0, 10);

export async function buildOrg(subgraph: TestSubgraph, over: Row = {}): Promise<string> {
  const id = newId();
  await insert(subgraph.sql, 'mediation_org', {
    id,
    kind: 'STREET_ROOM',
    name_zh: '街道调解室',
    district_code: '110105',
    service_point_id: newId(),
    status: 'ACTIVE',
    scope_path: PATH,
    ...over,
  });
  return id;
}

export interface BuiltLawyer {
  readonly id: string;
  readonly personId: string;
  readonly firmId: string;
  readonly viewer: Viewer;
}

/** A lawyer of a firm of their own; with places, one that is under contract there. */
export async function buildLawyer(
  subgraph: TestSubgraph,
  personId = newId(),
  orgIds: readonly string[] = [],
): Promise<BuiltLawyer> {
  const [id, firmId] = [newId(), newId()];
  await insert(subgraph.sql, 'law_firm', { id: firmId, name_zh: '律师事务所', licence_no: firmId });
  if (orgIds.length > 0) await buildServiceContract(subgraph, firmId, orgIds);
  await insert(subgraph.sql, 'lawyer', { id, person_id: personId, name_zh: '周律师', licence_no: id, firm_id: firmId });
  return { id, personId, firmId, viewer: staff(personId, 'LAWYER') };
}

export const buildServiceContract = (subgraph: TestSubgraph, firmId: string, orgIds: readonly string[], over: Row = {}) =>
  insert(subgraph.sql, 'service_contract', {
    id: newId(),
    firm_id: firmId,
    from_on: '2013-01-01',
    to_on: '2014-12-31',
    fee_fen: 0,
    org_ids: orgIds,
    ...over,
  });

export interface BuiltMediator {
  readonly id: string;
  readonly personId: string;
  readonly viewer: Viewer;
}

export async function buildMediator(subgraph: TestSubgraph, orgId: string, over: Row = {}): Promise<BuiltMediator> {
  const [id, personId] = [newId(), newId()];
  await insert(subgraph.sql, 'mediator', {
    id,
    org_id: orgId,
    person_id: personId,
    name_zh: '孙调解员',
    kind: 'UNION_CADRE',
    term_from: '2013-01-01',
    term_to: '2015-12-31',
    case_cap: 20,
    ...over,
  });
  return { id, personId, viewer: staff(personId, 'MEDIATOR', PATH) };
}

/** A delegate of one of the six parties. */
export async function buildDelegate(subgraph: TestSubgraph, party: string): Promise<Viewer> {
  const personId = newId();
  await insert(subgraph.sql, 'linked_party_delegate', { person_id: personId, party_code: party });
  return staff(personId, 'LINKED_PARTY');
}
