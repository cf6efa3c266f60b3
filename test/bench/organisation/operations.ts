import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import type pg from 'pg';
import type { Question } from './house.ts';

/** Something that is asked of the graph, and the statements that read the same rows. */
export interface Operation {
  readonly name: string;
  /** Whether its time may not grow with the number of members (keyed and paged reads). */
  readonly bounded: boolean;
  /** Operations of the same group are asked in turns, as they are compared with each other. */
  readonly group?: string;
  /** Questions to go round, and for each its rows by hand. */
  readonly rounds: readonly Round[];
}

export interface Round {
  readonly question: Question;
  readonly bare: readonly { readonly text: string; readonly values: readonly unknown[] }[];
}

const DISTRICT = '110105';
const DISTRICT_PATH = `/city/${DISTRICT}/`;
const PAGE = 20;
const SAMPLES = 100;
const TODAY = '2013-10-19';

const person = (
  role: 'MEMBER' | 'DISTRICT_ADMIN' | 'CITY_DEPT' | 'JOINT_UNION_OFFICER',
  scopePath: string,
  personId: string | null = null,
): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId ?? role}`,
  kind: 'person',
  personId,
  grants: [{ role, scopePath }],
  scopes: ['read', 'write'],
});
const admin = person('DISTRICT_ADMIN', DISTRICT_PATH);
const SMALL_PATH = '/city/110190/';
const smallAdmin = person('DISTRICT_ADMIN', SMALL_PATH);
const city = person('CITY_DEPT', '/city/');

const MEMBER = 'm.id, m.member_no, m.name_zh, m.identity_masked, m.employment_kind, m.membership_status, m.joined_at, m.version';
const FIELDS = 'id memberNo nameZh identityMasked employmentKind membershipStatus joinedAt version';

/** The operations, with rows of the set to ask for. The thousandth pages are found once, by counting. */
export async function operationsOn(db: pg.Client): Promise<Operation[]> {
  return [...(await memberReads(db)), ...publicReads(), ...boards()];
}

interface Sample {
  readonly id: string;
  readonly scope_path: string;
  readonly union_id: string;
  readonly name_zh: string;
}

async function samples(db: pg.Client): Promise<Sample[]> {
  const { rows } = await db.query<Sample>(
    `select m.id, m.scope_path, m.union_id, m.name_zh from card c join member m on m.id = c.member_id
     where c.card_no in (select '11000000' || lpad((1 + at * 3000 % 350000)::text, 8, '0') from generate_series(1, $1) as at)`,
    [SAMPLES],
  );
  return rows;
}

async function memberReads(db: pg.Client): Promise<Operation[]> {
  const people = await samples(db);
  const pages = (viewer: Viewer, path: string, after: Cursor | null, where = '', values: unknown[] = [], args = ''): Round => ({
    question: {
      viewer,
      query: `query ($after: String) { members(first: ${PAGE}, after: $after${args}) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`,
      variables: { after: after && cursorText(after) },
    },
    bare: [
      {
        text: `select ${MEMBER} from member m where m.scope_path ^@ $1 ${after ? 'and (m.name_zh, m.id) > ($2, $3::uuid)' : ''} ${where}
          order by m.name_zh, m.id limit ${PAGE + 1}`,
        values: [path, ...(after ? after : []), ...values],
      },
    ],
  });
  const far = async (path: string): Promise<Cursor> => {
    const { rows } = await db.query(
      `select m.name_zh, m.id from member m where m.scope_path ^@ $1 order by m.name_zh, m.id
        offset (select least(${PAGE * 999 - 1}, greatest(0, count(*) - ${PAGE + 2})) from member c where c.scope_path ^@ $1) limit 1`,
      [path],
    );
    return [rows[0].name_zh, rows[0].id];
  };
  const [farInDistrict, farInCity] = [await far(DISTRICT_PATH), await far('/city/')];
  const named = (viewer: Viewer, path: string, start: string): Round =>
    pages(viewer, path, null, 'and m.name_zh ^@ $2', [start], `, nameStartsWith: "${start}"`);
  return [
    {
      name: 'me, with union and card',
      bounded: true,
      rounds: people.map(({ id, scope_path }) => ({
        question: {
          viewer: person('MEMBER', scope_path, id),
          query: `{ me { ${FIELDS} union { nameZh kind } card { status validTo } } }`,
        },
        bare: [
          {
            text: `select ${MEMBER}, u.name_zh as union_name, u.kind, c.status, c.valid_to from member m left join trade_union u on u.id = m.union_id
              left join card c on c.member_id = m.id and c.status in ('APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN') where m.id = $1`,
            values: [id],
          },
        ],
      })),
    },
    { name: 'members of a district, page 1', bounded: true, group: 'district', rounds: [pages(admin, DISTRICT_PATH, null)] },
    {
      name: 'members of a district, page 1,000',
      bounded: true,
      group: 'district',
      rounds: [pages(admin, DISTRICT_PATH, farInDistrict)],
    },
    { name: 'members of the city, page 1', bounded: true, group: 'city', rounds: [pages(city, '/city/', null)] },
    { name: 'members of the city, page 1,000', bounded: true, group: 'city', rounds: [pages(city, '/city/', farInCity)] },
    { name: 'members of the smallest district, page 1', bounded: true, rounds: [pages(smallAdmin, SMALL_PATH, null)] },
    {
      name: 'members of a district who are in transfer',
      bounded: true,
      rounds: [
        pages(admin, DISTRICT_PATH, null, `and m.membership_status = 'TRANSFERRING'`, [], ', membershipStatus: TRANSFERRING'),
      ],
    },
    {
      name: 'number of members of a district',
      bounded: false,
      rounds: [
        {
          question: { viewer: admin, query: '{ members(first: 0) { totalCount } }' },
          bare: [{ text: 'select count(*) from member m where m.scope_path ^@ $1', values: [DISTRICT_PATH] }],
        },
      ],
    },
    {
      name: 'members of a joint union, for its officer',
      bounded: true,
      rounds: people.map(({ scope_path }) => pages(person('JOINT_UNION_OFFICER', scope_path), scope_path, null)),
    },
    {
      name: 'members of a union, for the city',
      bounded: true,
      rounds: people.map(({ union_id }) =>
        pages(city, '/city/', null, 'and m.union_id = $2', [union_id], `, unionId: "${union_id}"`),
      ),
    },
    {
      name: 'name search in the city, a whole name',
      bounded: true,
      rounds: people.map(({ name_zh }) => named(city, '/city/', name_zh)),
    },
    {
      name: 'name search in a district, a surname',
      bounded: true,
      rounds: ['王', '马', '文'].map((start) => named(admin, DISTRICT_PATH, start)),
    },
    {
      name: 'name search in a district, two characters',
      bounded: true,
      rounds: ['王伟', '郑芳', '文国', '贺丽'].map((start) => named(admin, DISTRICT_PATH, start)),
    },
    {
      name: 'name search of an officer, a surname',
      bounded: true,
      rounds: people.map(({ scope_path }) => named(person('JOINT_UNION_OFFICER', scope_path), scope_path, '王')),
    },
  ];
}

type Cursor = readonly [nameZh: string, id: string];
const cursorText = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

const UNION = 'u.id, u.kind, u.name_zh, u.name, u.scope_path';

function publicReads(): Operation[] {
  const [lat, lng, within] = [39.9215, 116.4435, 5_000];
  return [
    {
      name: 'unionTree, three levels, 100 unions',
      bounded: true,
      rounds: [
        {
          question: {
            viewer: ANONYMOUS,
            query: '{ unionTree(depth: 3, first: 100) { nodes { id kind nameZh parent { id } } pageInfo { endCursor } } }',
          },
          bare: [
            {
              text: `select ${UNION}, u.parent_id from trade_union u where u.scope_path ^@ '/city/' and u.level <= 3 order by u.scope_path, u.id limit 101`,
              values: [],
            },
          ],
        },
      ],
    },
    {
      name: 'servicePoints near a place, within five kilometres',
      bounded: true,
      rounds: [
        {
          question: {
            viewer: ANONYMOUS,
            query: `{ servicePoints(near: { lat: ${lat}, lng: ${lng}, withinMeters: ${within} }, first: ${PAGE}) { nodes { id nameZh address } } }`,
          },
          bare: [
            {
              text: `select * from (select p.id, p.name_zh, p.address, round(2 * 6371008.8 * asin(least(1, sqrt(
                  sin(radians(p.lat::float8 - $1) / 2) ^ 2 + cos(radians($1)) * cos(radians(p.lat::float8)) * sin(radians(p.lng::float8 - $2) / 2) ^ 2))))::int as metres
                from service_point p where p.lat between $1 - 0.05 and $1 + 0.05 and p.lng between $2 - 0.06 and $2 + 0.06) as near
                where near.metres <= $3 order by near.metres, near.id limit ${PAGE + 1}`,
              values: [lat, lng, within],
            },
          ],
        },
      ],
    },
    {
      name: 'jointUnionCompliance of a district, 100 unions',
      bounded: true,
      rounds: [
        {
          question: {
            viewer: admin,
            query: `{ jointUnionCompliance(year: 2013, districtCode: "${DISTRICT}", first: 100) { nodes { officers fundingFen flags union { nameZh } } } }`,
          },
          bare: [
            {
              text: `select u.id, u.name_zh,
                  (select count(distinct a.staff_member_id) from staff_assignment a where a.union_id = u.id and a.dedicated and $2 between a.from_day and coalesce(a.to_day, 'infinity')) as officers,
                  (select coalesce(sum(r.amount_fen), 0) from running_fund r where r.union_id = u.id and r.year = 2013) as fen
                from trade_union u where u.kind = 'COMMUNITY_JOINT_UNION' and u.district_code = $1 order by u.name_zh, u.id limit 101`,
              values: [DISTRICT, TODAY],
            },
          ],
        },
      ],
    },
  ];
}

const INDICATORS = {
  text: `select i.code, i.name_zh, i.dimension, i.target_bp, i.target_count, m.value_bp, m.value_count, m.measured_at, m.source from plan_indicator i
    left join lateral (select * from indicator_measurement v where v.indicator_code = i.code and v.scope_path = '/city/'
      and not exists (select from indicator_measurement l where l.supersedes_id = v.id) order by v.period_end desc limit 1) m on true order by i.code`,
  values: [],
};
const TASKS = {
  text: `select t.seq, t.name_zh, t.status, t.progress_bp, coalesce(u.name_zh, a.name_zh) as lead from task_project t
    left join trade_union u on u.id = t.lead_union_id left join external_agency a on a.code = t.lead_agency_code order by t.seq`,
  values: [],
};
const TILES = {
  text: `select (select count(*) from service_point) as points, (select count(*) from staff_member where role = 'SOCIAL_WORKER' and employer = 'CITY_RECRUITED') as team,
    (select count(*) from service_request where status <> 'DUPLICATE') as requests, (select count(*) from card where status = 'ACTIVE' and valid_to >= $1) as cards`,
  values: [TODAY],
};
const BOARD = [
  { text: 'select d.name, d.communities_total, d.communities_covered from district d where d.code = $1', values: [DISTRICT] },
  {
    text: `select count(*) from contact_link l where l.district_code = $1 and l.status = 'LINKED' and exists
      (select from contact_event e where e.contact_link_id = l.id and e.happened_on between date '2012-10-19' and date '2013-10-19')`,
    values: [DISTRICT],
  },
  { text: `select count(*) from service_point p where p.district_code = $1 and p.kind = 'STREET_STATION'`, values: [DISTRICT] },
];

const CITY_INDICATORS =
  'cityIndicators(asOf: "2013-10-19") { code nameZh dimension targetBp targetCount current { valueBp valueCount status measuredAt sourceSubgraph } }';

/** What the dashboards ask of the organisation: J-10 of a district, J-11 of the city. */
function boards(): Operation[] {
  const tasks = 'taskProjects { seq nameZh lead { ... on Union { nameZh } ... on ExternalAgency { nameZh } } status progressBp }';
  return [
    {
      name: 'cityIndicators',
      bounded: true,
      rounds: [{ question: { viewer: city, query: `{ ${CITY_INDICATORS} }` }, bare: [INDICATORS] }],
    },
    {
      name: "J-10, the organisation's part",
      bounded: true,
      rounds: [
        {
          question: {
            viewer: admin,
            query: `{ district(code: "${DISTRICT}") { name communitiesTotal communitiesCovered contactShortfall(year: 2013) servicePoints(kind: STREET_STATION) { totalCount } } }`,
          },
          bare: BOARD,
        },
      ],
    },
    {
      name: "J-11, the organisation's part",
      bounded: true,
      rounds: [
        {
          question: { viewer: city, query: `{ ${CITY_INDICATORS} ${tasks} fiveOnes { key value } }` },
          bare: [INDICATORS, TASKS, TILES],
        },
      ],
    },
  ];
}
