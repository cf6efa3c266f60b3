import { civilDay, type ReadContext, rows, sql } from '@union-graph/subgraph';
import type { FiveOne, FiveOneKey } from '../schema.gen.ts';

/** Names and sources of the five, in their order (domain rule 0.3, S-13). */
const FIVE: readonly Omit<FiveOne, 'value'>[] = [
  { key: 'SYSTEM', nameZh: '三级服务体系', sourceSubgraph: 'organisation' },
  { key: 'TEAM', nameZh: '专职工会社会工作者', sourceSubgraph: 'organisation' },
  { key: 'PLATFORM', nameZh: '12351职工服务信息平台', sourceSubgraph: 'organisation' },
  { key: 'CARD', nameZh: '京卡·互助服务卡', sourceSubgraph: 'organisation' },
  { key: 'FUND', nameZh: '北京市温暖基金', sourceSubgraph: 'warmth-fund' },
];

/** The five with their numbers today; public. */
export async function fiveOnes({ db, now }: ReadContext): Promise<FiveOne[]> {
  const [values] = await rows<Record<FiveOneKey, number | null>>(
    db,
    sql`select
    (select count(*)::int from service_point) as "SYSTEM",
    (select count(*)::int from staff_member s where s.role = 'SOCIAL_WORKER' and s.employer = 'CITY_RECRUITED') as "TEAM",
    (select count(*)::int from service_request r where r.status <> 'DUPLICATE') as "PLATFORM",
    (select count(*)::int from card c where c.status = 'ACTIVE' and c.valid_to >= ${civilDay(now)}::date) as "CARD",
    (select case when count(*) > 0 then count(*) filter (where p.state = 'paid')::int end from fund_payment p) as "FUND"`,
  );
  return FIVE.map((one) => ({ ...one, value: values?.[one.key] ?? null }));
}
