import { type Batch, empty, grouped, inOrder, rows, type Sql, sql } from '@union-graph/subgraph';
import type { UnionFunctionCode } from '../schema.gen.ts';
import { listsMembers } from '../union/counts.ts';

export interface Standing {
  readonly unionId: string;
  readonly nameZh: string;
  readonly year: number;
  readonly officers: number;
  readonly fundingFen: bigint;
}

/** How joint unions stand in a year, told by their dedicated officers on a day and the year's running money; `where` speaks of `u`, `o` and `f`. */
export const standings = (year: number, on: string, where: Sql = empty): Sql => sql`
  select u.id as "unionId", u.name_zh as "nameZh", ${year}::int as year, o.officers, f.fen as "fundingFen" from trade_union u
  cross join lateral (select count(distinct a.staff_member_id)::int as officers from staff_assignment a
    where a.union_id = u.id and a.dedicated and ${on}::date between a.from_day and coalesce(a.to_day, 'infinity')) as o
  cross join lateral (select coalesce(sum(r.amount_fen), 0)::bigint as fen from running_fund r
    where r.union_id = u.id and r.year = ${year}) as f
  where u.kind = 'COMMUNITY_JOINT_UNION' ${where}`;

export interface StandingKey {
  readonly unionId: string;
  readonly year: number;
  readonly on: string;
}

/** How each joint union stands in a year; null for any other union. One statement for each year that is asked for. */
export const jointUnionStanding: Batch<StandingKey, Standing | null> = async ({ db }, keys) => {
  const years = new Map(keys.map(({ year, on }) => [year, on]));
  const ids = keys.map(({ unionId }) => unionId);
  const found = [];
  for (const [year, on] of years)
    found.push(...(await rows<Standing>(db, standings(year, on, sql`and u.id = any(${ids}::uuid[])`))));
  const key = ({ unionId, year }: { unionId: string; year: number }) => `${unionId} ${year}`;
  return inOrder(keys.map(key), found, key);
};

export interface HeldFunction {
  readonly unionId: string;
  readonly code: UnionFunctionCode;
  readonly active: boolean;
  readonly version: number;
}

/** What each joint union ticked of its functions. */
export const functionsOfUnion: Batch<string, HeldFunction[]> = async ({ db }, ids) => {
  const found = await rows<HeldFunction>(
    db,
    sql`select f.union_id as "unionId", f.code, f.active, f.version from union_function f where f.union_id = any(${ids}::uuid[])`,
  );
  return grouped(ids, found, ({ unionId }) => unionId);
};

export interface ActivityKey {
  readonly unionId: string;
  readonly code: UnionFunctionCode;
  readonly from: string;
  readonly to: string;
}

/**
 * How much each joint union did of a function in a period: what was recorded, and for who lists its members also memberships approved
 * and cards issued.
 */
export const activityCount: Batch<ActivityKey, number> = async ({ db, viewer }, keys) => {
  const pick = <Name extends keyof ActivityKey>(name: Name) => keys.map((key) => key[name]);
  const found = await rows<{ at: number; count: number }>(
    db,
    sql`
    select key.at::int as at, ((select count(*) from union_activity a
        where a.union_id = key.union_id and a.code = key.code and a.held_on between key.from_day and key.to_day)
      + case when u.id is null then 0 when key.code = 'ORGANISING' then (select count(*) from membership_application p where p.union_id = key.union_id and p.status = 'APPROVED'
          and (p.decided_at at time zone 'Asia/Shanghai')::date between key.from_day and key.to_day)
        when key.code = 'INFORMATION' then (select count(*) from member m join card c on c.member_id = m.id
          where m.union_id = key.union_id and c.issued_at between key.from_day and key.to_day)
        else 0 end)::int as count
    from unnest(${pick('unionId')}::uuid[], ${pick('code')}::text[], ${pick('from')}::date[], ${pick('to')}::date[])
      with ordinality as key(union_id, code, from_day, to_day, at)
    left join trade_union u on u.id = key.union_id and ${listsMembers(viewer)}
    order by key.at`,
  );
  return found.map(({ count }) => count);
};
