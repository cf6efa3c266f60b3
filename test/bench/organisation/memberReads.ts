import type { Viewer } from '@union-graph/identity';
import { createCursors } from '@union-graph/subgraph';
import type pg from 'pg';
import { CURSOR_SECRET } from '../openBench.ts';
import {
  admin,
  city,
  DISTRICT_PATH,
  type Operation,
  PAGE,
  person,
  type Round,
  SAMPLES,
  SMALL_PATH,
  smallAdmin,
} from './question.ts';

const MEMBER = 'm.id, m.member_no, m.name_zh, m.identity_masked, m.employment_kind, m.membership_status, m.joined_at, m.version';
const FIELDS = 'id memberNo nameZh identityMasked employmentKind membershipStatus joinedAt version';

/** Members of a part of the tree as the first parameter: those of a district by the index that has them by name. */
const inPart = (path: string): string =>
  path === '/city/' || path.split('/').length > 4
    ? 'm.scope_path ^@ $1'
    : `'/' || split_part(m.scope_path, '/', 2) || '/' || split_part(m.scope_path, '/', 3) || '/' = $1`;

/** Numbers of whole parts of the tree, which are kept. */
const NUMBERS = [
  { name: 'number of members of a district', viewer: admin, path: DISTRICT_PATH, status: null },
  { name: 'number of members of the city', viewer: city, path: '/city/', status: null },
  { name: 'number of active members of the city', viewer: city, path: '/city/', status: 'ACTIVE' },
] as const;

/** A page with the number of the whole list; by hand kept for the city, counted for a name. */
const withNumber = ({ question, bare }: Round, name?: string): Round => ({
  question: { ...question, query: question.query.replace('pageInfo', 'totalCount pageInfo') },
  bare: [
    ...bare,
    name === undefined
      ? { text: `select sum(t.rows) from tally t where t.what = 'member' and t.scope_path = '/city/'`, values: [] }
      : { text: `select count(*) from member m where m.scope_path ^@ '/city/' and m.name_zh ^@ $1`, values: [name] },
  ],
});

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

const pages = (viewer: Viewer, path: string, after: Cursor | null, where = '', values: unknown[] = [], args = ''): Round => ({
  question: {
    viewer,
    query: `query ($after: String) { members(first: ${PAGE}, after: $after${args}) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`,
    variables: { after: after && cursors.write(after) },
  },
  bare: [
    {
      text: `select ${MEMBER} from member m where ${inPart(path)} ${after ? 'and (m.name_zh, m.id) > ($2, $3::uuid)' : ''} ${where}
        order by m.name_zh, m.id limit ${PAGE + 1}`,
      values: [path, ...(after ? after : []), ...values],
    },
  ],
});

/** The cursor before a page far into a list: the thousandth, or the last one. */
const farCursor = async (db: pg.Client, path: string): Promise<Cursor> => {
  const { rows } = await db.query(
    `select m.name_zh, m.id from member m where m.scope_path ^@ $1 order by m.name_zh, m.id
      offset (select least(${PAGE * 999 - 1}, greatest(0, count(*) - ${PAGE + 2})) from member c where c.scope_path ^@ $1) limit 1`,
    [path],
  );
  return [rows[0].name_zh, rows[0].id];
};

const named = (viewer: Viewer, path: string, start: string): Round =>
  pages(viewer, path, null, 'and m.name_zh ^@ $2', [start], `, nameStartsWith: "${start}"`);

const numberOperation = ({ name, viewer, path, status }: (typeof NUMBERS)[number]): Operation => ({
  name,
  bounded: true,
  rounds: [
    {
      question: { viewer, query: `{ members(first: 0${status ? `, membershipStatus: ${status}` : ''}) { totalCount } }` },
      bare: [
        {
          text: `select sum(t.rows) from tally t where t.what = 'member' and t.scope_path = $1 and ($2::text is null or t.bucket = $2)`,
          values: [path, status],
        },
      ],
    },
  ],
});

/** One's own record, lists of members by place and name, and their number. */
export async function memberReads(db: pg.Client): Promise<Operation[]> {
  const people = await samples(db);
  const [farInDistrict, farInCity] = [await farCursor(db, DISTRICT_PATH), await farCursor(db, '/city/')];
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
    ...NUMBERS.map(numberOperation),
    {
      name: 'members of the city, page 1 and their number',
      bounded: true,
      rounds: [withNumber(pages(city, '/city/', null))],
    },
    {
      name: 'name search in the city, a whole name, and the number of those found',
      bounded: false,
      rounds: people.map(({ name_zh }) => withNumber(named(city, '/city/', name_zh), name_zh)),
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
const ORDER = [
  { by: 'nameZh', type: 'text' },
  { by: 'id', type: 'uuid' },
] as const;
const cursors = createCursors('organisation', [CURSOR_SECRET])({ list: 'members', parent: null, order: ORDER, args: {} });
