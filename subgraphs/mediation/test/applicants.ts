import type { Viewer } from '@union-graph/identity';
import { memberNameHash, newId } from '@union-graph/subgraph';
import { insert, knownMember, member, type TestSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, day, TODAY } from './build.ts';

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

/** Tells of a person's death, as organisation does: yesterday's unless a day is given. */
export const tellDeath = (subgraph: TestSubgraph, person: Person, diedOn = day(-1)): Promise<void> =>
  tellLife(subgraph, person, { hasDied: true, diedOn });

/** Tells that a person lives, whose death was taken back. */
export const tellAlive = (subgraph: TestSubgraph, person: Person): Promise<void> =>
  tellLife(subgraph, person, { hasDied: false, diedOn: null });

type Person = Pick<Viewer, 'personId'>;

/** The record keeps its name and its place, and is told of at the next version. */
async function tellLife(subgraph: TestSubgraph, { personId }: Person, life: object): Promise<void> {
  const subject = String(personId);
  const [known] = await subgraph.sql<{ nameHash: string | null; scopePath: string | null; version: number }>(
    'select name_hash as "nameHash", scope_path as "scopePath", seen_version as version from known_member where member_id = $1',
    [subject],
  );
  const place = known?.scopePath ?? '/city/110105/';
  const data = { unionId: null, scopePath: place, nameHash: known?.nameHash ?? memberNameHash(subject, '李工友'), ...life };
  const aggregateversion = (known?.version ?? 0) + 1;
  expect(await subgraph.send({ type: 'organisation.member.listed', subject, aggregateversion, data })).toBe(204);
}
