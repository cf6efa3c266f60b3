import { civilDay, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import type { FiveOne, FiveOneKey } from '../schema.gen.ts';
import { lapsedOn } from '../transfer/queries.ts';

/** Names and sources of the five, in their order (domain rule 0.3, S-13). */
const FIVE: readonly Omit<FiveOne, 'value'>[] = [
  { key: 'SYSTEM', nameZh: '三级服务体系', sourceSubgraph: 'organisation' },
  { key: 'TEAM', nameZh: '专职工会社会工作者', sourceSubgraph: 'organisation' },
  { key: 'PLATFORM', nameZh: '12351职工服务信息平台', sourceSubgraph: 'organisation' },
  { key: 'CARD', nameZh: '京卡·互助服务卡', sourceSubgraph: 'organisation' },
  { key: 'FUND', nameZh: '北京市温暖基金', sourceSubgraph: 'warmth-fund' },
];

/** The cards that a transfer froze which nobody accepted in time: good again, though no task has written that down. */
const released = (today: string): Sql =>
  sql`select count(*)::int from membership_transfer t join card c on c.id = t.frozen_card_id and c.status = 'FROZEN' and c.valid_to >= ${today}
    where ${lapsedOn(today)}`;

/** The five with their numbers today; public. What grows with the city is kept in `tally`, cards by their last day. */
export async function fiveOnes({ db, now }: ReadContext): Promise<FiveOne[]> {
  const [values] = await rows<Record<FiveOneKey, number | null>>(
    db,
    sql`select
    (select count(*)::int from service_point) as "SYSTEM",
    (select count(*)::int from staff_member s where s.role = 'SOCIAL_WORKER' and s.employer = 'CITY_RECRUITED' and s.status <> 'LEFT') as "TEAM",
    (select coalesce(sum(t.rows), 0)::int from tally t where t.what = 'service_request' and t.scope_path = '/' and t.bucket <> 'DUPLICATE') as "PLATFORM",
    (select coalesce(sum(t.rows), 0)::int from tally t where t.what = 'card' and t.scope_path = '/' and t.bucket >= ${civilDay(now)})
      + (${released(civilDay(now))}) as "CARD",
    (select case when sum(t.rows) > 0 then coalesce(sum(t.rows) filter (where t.bucket = 'paid'), 0)::int end from tally t
      where t.what = 'fund_payment' and t.scope_path = '/') as "FUND"`,
  );
  return FIVE.map((one) => ({ ...one, value: values?.[one.key] ?? null }));
}
