import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '../src/subgraph.ts';
import { builders, CHAOYANG, FENGTAI, UNION } from './builders.ts';
import { competitionIn, delegateOf } from './competitions.ts';
import { jobReady } from './domestic.ts';
import { buildSeeking } from './jobs.ts';
import { studioIn } from './studios.ts';

const OTHER_UNION = `${FENGTAI}0141cc4b-7800-7000-8000-000000000002/`;
const OTHER_DISTRICT = '/city/110101/';

/** Every personal list of training, with what it gives in the member's union in Fengtai, at the college in Chaoyang. */
const LISTS = {
  certificates: 'certificates { nodes { id } }',
  subsidies: 'subsidyApplications { nodes { id } }',
  degrees: 'degreeApplications { nodes { id } }',
  conversions: 'creditConversions { nodes { id } }',
  credits: 'creditEntries { nodes { id } }',
  referrals: 'jobReferrals { nodes { id } }',
  jobReady: 'jobReadyCertificates { nodes { id } }',
  nominations: 'innovationStudios(status: NOMINATED) { nodes { id } }',
} as const;
/** And every one below something else. */
const BELOW = {
  enrolments: 'courseSession(id: $session) { enrolments { nodes { id } } }',
  entries: 'competition(id: $competition) { events { entries { nodes { id } } } }',
  account: 'creditAccount(memberId: $member) { entries { id } }',
} as const;
type List = keyof typeof LISTS | keyof typeof BELOW;
const EVERY: readonly List[] = [...Object.keys(LISTS), ...Object.keys(BELOW)] as List[];

interface Rows {
  readonly member: string;
  readonly session: unknown;
  readonly competition: string;
}

/** A row of each list, all about one member. */
async function build(subgraph: TestSubgraph): Promise<Rows> {
  const { sql } = subgraph;
  const make = builders(subgraph);
  const { leaderId } = await studioIn(sql, 'NOMINATED');
  const certificate = await make.certificate({ member_id: leaderId, status: 'VERIFIED' });
  await make.insert('subsidy_application', {
    id: newId(),
    member_id: leaderId,
    certificate_id: certificate.id,
    cert_no: certificate.cert_no,
    level: 2,
    issued_at: certificate.issued_at,
    rule_code: 'TECHNICIAN-2013',
    rule_from: '2013-10-01',
    amount_fen: '100000',
    employer_id: newId(),
    employed_from: '2010-01-01',
    status: 'SUBMITTED',
    submitted_at: '2013-10-15T02:00:00Z',
    scope_path: UNION,
  });
  const programme = await make.programme();
  await make.insert('degree_application', {
    id: newId(),
    member_id: leaderId,
    programme_id: programme.id,
    exam_year: 2014,
    union_id: newId(),
    nominated_by: newId(),
    nominated_on: '2013-10-14',
    employer_id: newId(),
    agricultural_hukou: true,
    education: 'HIGH_SCHOOL',
    contract_from: '2012-01-01',
    status: 'NOMINATED',
    scope_path: UNION,
  });
  await make.insert('credit_entry', {
    id: newId(),
    member_id: leaderId,
    institution_id: programme.institution_id,
    source: 'NON_FORMAL',
    credits: 4,
    earned_on: '2013-06-01',
    ends_on: '2021-06-01',
    evidence: '岗位业绩证明',
    status: 'AVAILABLE',
    deposited_by: newId(),
    deposited_at: '2013-06-02T02:00:00Z',
    scope_path: UNION,
  });
  await make.insert('credit_conversion', {
    id: newId(),
    member_id: leaderId,
    programme_id: programme.id,
    credits: 4,
    status: 'RELEASED',
    reason: '材料不符',
    requested_at: '2013-09-01T02:00:00Z',
    decided_by: newId(),
    decided_at: '2013-09-02T02:00:00Z',
    scope_path: UNION,
  });
  await buildSeeking(sql, { member_id: leaderId });
  await jobReady(subgraph, 0, { member_id: leaderId });
  const session = await make.session({ enrolled_count: 1, arrivals: 1 });
  await make.insert('enrolment', {
    id: newId(),
    member_id: leaderId,
    session_id: session.id,
    status: 'CONFIRMED',
    arrival: 1,
    enrolled_at: '2013-10-01T02:00:00Z',
    scope_path: UNION,
  });
  const { competitionId, finalists } = await competitionIn(sql, 'REGISTRATION');
  await sql('update competition_entry set member_id = $1 where id = $2', [leaderId, finalists[0].entryId]);
  await sql('delete from competition_entry where id = $1', [finalists[1].entryId]);
  return { member: leaderId, session: session.id, competition: competitionId };
}

/** Who reads which lists, in the words of the domain: by role, and by where they have it. */
const VIEWERS: readonly (readonly [
  who: string,
  reads: readonly List[],
  viewer: (rows: Rows, subgraph: TestSubgraph) => Viewer | Promise<Viewer>,
])[] = [
  ['the member', EVERY, ({ member: id }) => member(id, UNION)],
  ['the member, who has moved to another district', EVERY, ({ member: id }) => member(id, OTHER_DISTRICT)],
  ['an officer of the union', EVERY, () => staff(newId(), 'JOINT_UNION_OFFICER', UNION)],
  ['the administrator of the district', EVERY, () => staff(newId(), 'DISTRICT_ADMIN', FENGTAI)],
  ['a department of the city', EVERY, () => staff(newId(), 'CITY_DEPT')],
  ['an auditor', ['certificates', 'subsidies', 'nominations'], () => staff(newId(), 'AUDITOR')],
  ['the privacy officer', [], () => staff(newId(), 'PRIVACY_OFFICER')],
  ['a station of the union', ['referrals'], () => staff(newId(), 'STATION_STAFF', UNION)],
  [
    'the institution that teaches, examines and stores',
    ['degrees', 'conversions', 'credits', 'jobReady', 'enrolments'],
    () => staff(newId(), 'INSTITUTION', CHAOYANG),
  ],
  ['a teacher there', ['jobReady', 'enrolments'], () => staff(newId(), 'TEACHER', CHAOYANG)],
  ['a delegate who signs', ['jobReady'], (_, { sql }) => delegateOf(sql, 'COMMERCE')],
  ['a delegate who co-names studios', ['nominations'], (_, { sql }) => delegateOf(sql, 'SCIENCE')],
  ['a delegate of the labour authority', [], (_, { sql }) => delegateOf(sql, 'HRSS')],
  ['somebody who says they are a delegate', [], () => staff(newId(), 'LINKED_PARTY')],
  ['another member of the union', [], () => member(newId(), UNION)],
  ['an officer of another union', [], () => staff(newId(), 'JOINT_UNION_OFFICER', OTHER_UNION)],
  ['a station of another union', [], () => staff(newId(), 'STATION_STAFF', OTHER_UNION)],
  ['the administrator of another district', [], () => staff(newId(), 'DISTRICT_ADMIN', OTHER_DISTRICT)],
  ['another institution', [], () => staff(newId(), 'INSTITUTION', OTHER_DISTRICT)],
  ['an institution in the member’s district', [], () => staff(newId(), 'INSTITUTION', FENGTAI)],
  ['a teacher elsewhere', [], () => staff(newId(), 'TEACHER', FENGTAI)],
  ['a mediator', [], () => staff(newId(), 'MEDIATOR', FENGTAI)],
  ['a lawyer', [], () => staff(newId(), 'LAWYER', FENGTAI)],
  ['a caseworker of the fund', [], () => staff(newId(), 'FUND_CASEWORKER')],
  ['the manager of a venue', [], () => staff(newId(), 'VENUE_MANAGER')],
  ['the social work department', [], () => staff(newId(), 'SOCIAL_DEPT')],
  ['a partner’s program', [], () => partnerOf({})],
  [
    'nobody',
    [],
    () => ({ ...member(newId()), personId: null, grants: [], kind: 'anonymous', subject: 'anonymous', scopes: ['read'] }),
  ],
];

describe('who reads which list of training (domain rules 2.0 «Scope», C-10, C-19)', () => {
  let subgraph: TestSubgraph;
  let rows: Rows;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    rows = await build(subgraph);
  });
  afterAll(() => subgraph.stop());

  const ask = async (viewer: Viewer, query: string): Promise<boolean> => {
    const variables = { member: rows.member, session: rows.session, competition: rows.competition };
    const used = Object.keys(variables).filter((name) => query.includes(`$${name}`));
    const head = used.length > 0 ? `query (${used.map((name) => `$${name}: ID!`).join(', ')})` : '';
    const { data } = await subgraph.ask(viewer, `${head} { ${query} }`, variables);
    return /"id":"/.test(JSON.stringify(data ?? null));
  };

  test.each(VIEWERS)('%s', async (_, reads, viewerOf) => {
    const viewer = await viewerOf(rows, subgraph);
    const read: List[] = [];
    for (const [list, query] of Object.entries({ ...LISTS, ...BELOW })) if (await ask(viewer, query)) read.push(list as List);
    expect(read.toSorted()).toEqual([...reads].toSorted());
  });
});
