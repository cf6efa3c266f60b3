import { type Batch, columns, grouped, inOrder, raw, rows, sql, underPath } from '@union-graph/subgraph';
import { District } from '../district/District.ts';
import { Union } from './Union.ts';

/** Unions by id; public. */
export const union: Batch<string, Union | null> = async ({ db }, ids) => {
  const found = await rows<Union>(db, sql`select ${columns(Union, 'u')} from trade_union u where u.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The districts that each union works in, by code: its own, those named for it, and those of its units. */
export const districtsOfUnion: Batch<string, District[]> = async ({ db }, ids) => {
  const found = await rows<District & { unionId: string }>(
    db,
    sql`
    select ${columns(District, 'd')}, at_work.union_id as "unionId" from (
      select u.id as union_id, u.district_code as code from trade_union u where u.id = any(${ids}::uuid[])
      union select u.id, below.code from trade_union u cross join lateral
        (select b.district_code as code from trade_union b where ${underPath(raw('b.scope_path'), raw('u.scope_path'))} offset 0) as below
        where u.id = any(${ids}::uuid[]) and u.kind in ('INDUSTRIAL_UNION', 'BUREAU_COMPANY_UNION')
      union select n.union_id, n.district_code from union_district n where n.union_id = any(${ids}::uuid[])
    ) as at_work join district d on d.code = at_work.code order by d.code`,
  );
  return grouped(ids, found, ({ unionId }) => unionId);
};
