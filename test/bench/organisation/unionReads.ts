import { ANONYMOUS } from '@union-graph/identity';
import type pg from 'pg';
import { admin, DISTRICT, DISTRICT_PATH, type Operation, PAGE, type Round, SAMPLES, TODAY } from './question.ts';

const FIRM = 'e.id, e.name_zh, e.headcount, e.ownership';

/** Lists below unions of different width, and the requests of a district. */
export async function unionReads(db: pg.Client): Promise<Operation[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from trade_union where kind = 'COMMUNITY_JOINT_UNION' and district_code = $1 order by id limit ${SAMPLES}`,
    [DISTRICT],
  );
  const federation = await db.query<{ id: string }>(
    `select id from trade_union where kind = 'DISTRICT_FEDERATION' and district_code = $1`,
    [DISTRICT],
  );
  const firmsOf = (id: string, bare: { text: string; values: readonly unknown[] }): Round => ({
    question: {
      viewer: admin,
      query: 'query ($id: ID!) { union(id: $id) { nameZh coveredEnterprises { nodes { id nameZh headcount ownership } } } }',
      variables: { id },
    },
    bare: [{ text: 'select u.name_zh from trade_union u where u.id = $1', values: [id] }, bare],
  });
  return [
    {
      name: 'firms of a joint union',
      bounded: true,
      rounds: rows.map(({ id }) =>
        firmsOf(id, {
          text: `select ${FIRM} from enterprise_affiliation a join enterprise e on e.id = a.enterprise_id where a.union_id = $1 and a.to_day is null order by e.name_zh, e.id limit 21`,
          values: [id],
        }),
      ),
    },
    {
      name: 'firms of a district federation',
      bounded: true,
      rounds: federation.rows.map(({ id }) =>
        firmsOf(id, {
          text: `select ${FIRM} from enterprise e join enterprise_affiliation a on a.enterprise_id = e.id and a.to_day is null join trade_union u on u.id = a.union_id
            where u.scope_path ^@ $1 order by e.name_zh, e.id limit 21`,
          values: [DISTRICT_PATH],
        }),
      ),
    },
    {
      name: 'number of requests to 12351 of a district',
      bounded: true,
      rounds: [
        {
          question: { viewer: admin, query: '{ serviceRequests(first: 0) { totalCount } }' },
          bare: [
            {
              text: `select sum(t.rows) from tally t where t.what = 'service_request' and t.scope_path = $1`,
              values: [DISTRICT_PATH],
            },
          ],
        },
      ],
    },
    {
      name: 'requests to 12351 of a district',
      bounded: true,
      rounds: [
        {
          question: { viewer: admin, query: '{ serviceRequests { nodes { id topic status receivedAt } } }' },
          bare: [
            {
              text: 'select r.id, r.topic, r.status, r.received_at from service_request r where r.scope_path ^@ $1 order by r.received_at desc, r.id desc limit 21',
              values: [DISTRICT_PATH],
            },
          ],
        },
      ],
    },
  ];
}

const UNION = 'u.id, u.kind, u.name_zh, u.name, u.scope_path';

/** What everybody may read of unions and points. */
export function publicReads(): Operation[] {
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
