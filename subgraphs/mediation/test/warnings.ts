import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, staff, type TestSubgraph } from '@union-graph/testing';
import { buildEmployer } from './bargaining.ts';
import { buildOrg, PATH, TODAY } from './build.ts';

export const WARNING = `id version status source headcountAffected reportedAt verifiedAt intervenedAt escalatedAt escalationReason measure
  result dueAt closedAt employerZh enterprise { id } duplicateOf { id } duplicates { id } case { id caseNo } notices { party kind toldAt }`;

/** The six parties, in the order of their codes. */
export const SIX = ['COURT', 'ENTERPRISE_CONFED', 'HRSS', 'JUSTICE', 'PETITION', 'UNION'];

export interface World {
  readonly subgraph: TestSubgraph;
  readonly orgId: string;
  /** Staff of a station of the district, and its administrator. */
  readonly station: Viewer;
  readonly admin: Viewer;
}

/** A district with its mediation centre, where warnings come in. */
export async function buildWorld(subgraph: TestSubgraph): Promise<World> {
  const orgId = await buildOrg(subgraph, { kind: 'DISTRICT_CENTRE', name_zh: '区劳动争议调解中心' });
  return {
    subgraph,
    orgId,
    station: staff(newId(), 'STATION_STAFF', `${PATH}${newId()}/`),
    admin: staff(newId(), 'DISTRICT_ADMIN', PATH),
  };
}

/** Calls a mutation that answers a warning, and gives that or throws. */
export async function warn({ subgraph }: World, verb: string, input: object, viewer: Viewer, now = TODAY) {
  const answer = await caller(subgraph)(verb, `warning { ${WARNING} }`, input, viewer, now);
  if (answer.errors) throw new Error(`${verb}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return answer.data[verb].warning;
}

/** Code, rule and field by which a mutation refuses; nothing where it does not. */
export async function refusalOf({ subgraph }: World, verb: string, input: object, viewer: Viewer, now = TODAY) {
  const answer = await caller(subgraph)(verb, 'warning { id }', input, viewer, now);
  const { code, rule, field } = answer.errors?.[0]?.extensions ?? {};
  return [code, rule, field];
}

export const told = (more: object = {}) => ({
  source: 'STATION',
  districtCode: '110105',
  claimKind: 'WAGES',
  headcountAffected: 46,
  summary: '46名职工三个月未领工资',
  ...more,
});

/** A warning in a state, brought there by the mutations themselves. */
export async function buildWarning(
  world: World,
  until: 'REPORTED' | 'VERIFIED' | 'INTERVENING' | 'ESCALATED',
  more: object = {},
) {
  const { id: enterpriseId } = await buildEmployer(world.subgraph);
  const reported = await warn(world, 'reportEarlyWarning', told({ enterpriseId, ...more }), world.station);
  const step = (verb: string, at: { id: string; version: number }, input: object) =>
    warn(world, verb, { warningId: at.id, expectedVersion: at.version, ...input }, world.admin);
  if (until === 'REPORTED') return { ...reported, enterpriseId };
  const verified = await step('verifyWarning', reported, { finding: 'CONFIRMED' });
  if (until === 'VERIFIED') return { ...verified, enterpriseId };
  const begun =
    until === 'ESCALATED'
      ? await step('escalateWarning', verified, { reason: '涉及人数众多' })
      : await step('interveneInWarning', verified, { measure: '约谈用人单位' });
  return { ...begun, enterpriseId };
}

/** A delegate of one of the six parties for a part of the tree. */
export async function buildDelegateIn(subgraph: TestSubgraph, party: string, path = '/city/'): Promise<Viewer> {
  const personId = newId();
  await insert(subgraph.sql, 'linked_party_delegate', { person_id: personId, party_code: party });
  return staff(personId, 'LINKED_PARTY', path);
}
