import type { Viewer } from '@union-graph/identity';
import { memberNameHash, newId } from '@union-graph/subgraph';
import { insert, knownMember, member, type TestSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, TODAY } from './build.ts';

export interface OtherApplicant {
  readonly partyId: string;
  readonly viewer: Viewer;
}

/** Another applicant of a case, who was elected by the others or not. */
export async function joinCase(subgraph: TestSubgraph, { id }: BuiltCase, isElected = false): Promise<OtherApplicant> {
  const [partyId, person] = [newId(), newId()];
  await knownMember(subgraph.sql, person);
  const [last] = await subgraph.sql('select max(position) as position from case_party where case_id = $1', [id]);
  await insert(subgraph.sql, 'case_party', {
    id: partyId,
    case_id: id,
    position: Number(last?.position) + 1,
    side: 'APPLICANT',
    member_id: person,
    name_zh: '王工友',
    is_representative: isElected,
  });
  await subgraph.sql('update mediation_case set applicant_ids = applicant_ids || $2::uuid where id = $1', [id, person]);
  return { partyId, viewer: member(person) };
}

/** Acts in a case one after another, each at the version that the last one left; tells the state, or what was refused. */
export function inTurn(subgraph: TestSubgraph, caseId: string, now = TODAY) {
  let expectedVersion = 1;
  return async (viewer: Viewer, verb: string, input: object = {}): Promise<unknown> => {
    const answer = await act(subgraph, viewer, verb, { caseId, expectedVersion, ...input }, now);
    expectedVersion = answer.data?.[verb]?.case.version ?? expectedVersion;
    const { code, field, rule } = answer.errors?.[0]?.extensions ?? {};
    return code ? { code, field, rule } : answer.data[verb].case.status;
  };
}

/** What the records of the dead are told at, one after another. */
let version = 10;

/** Tells what a person's record says of their life, as organisation does. */
export async function tellLife(subgraph: TestSubgraph, { personId }: Viewer, life: object): Promise<void> {
  version += 1;
  const data = { unionId: null, scopePath: '/city/110105/', nameHash: memberNameHash(String(personId), '李工友'), ...life };
  const event = { type: 'organisation.member.listed', subject: String(personId), aggregateversion: version, data };
  expect(await subgraph.send(event)).toBe(204);
}
