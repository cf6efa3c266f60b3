import {
  type Batch,
  civilDay,
  columns,
  empty,
  grouped,
  inAgreedDistricts,
  isId,
  type PageSource,
  raw,
  rows,
  sql,
} from '@union-graph/subgraph';
import type { QueryServiceItemsArgs } from '../schema.gen.ts';
import { ServiceItem } from './ServiceItem.ts';

/** That the home `h` of an item, where one offers it, is run by a union that still works: nobody else could end the offer. */
const isRun = sql`not exists (select from trade_union u where u.id = h.union_id and u.status in ('DISSOLVED', 'MERGED'))`;

type Filter = Pick<QueryServiceItemsArgs, 'providerId' | 'districtCode' | 'goal' | 'on'>;

/** Services offered on a day, by name; public, for partners those in the districts of their agreement. */
export const serviceItems: PageSource<ServiceItem, Filter> = {
  name: 'serviceItems',
  select: ({ providerId, districtCode, goal, on }, { now, viewer }) => sql`select ${columns(ServiceItem, 'i')} from service_item i
    left join service_point p on p.id = i.service_point_id left join workers_home h on h.id = i.workers_home_id
    where ${on ?? civilDay(now)}::date between i.valid_from and coalesce(i.valid_to, 'infinity') and ${isRun}
      and ${inAgreedDistricts(viewer, raw('coalesce(p.district_code, h.district_code)'))}
      ${providerId == null ? empty : isId(providerId) ? sql`and (i.service_point_id = ${providerId} or i.workers_home_id = ${providerId})` : raw('and false')}
      ${goal ? sql`and i.goal = ${goal}` : empty}
      ${districtCode ? sql`and coalesce(p.district_code, h.district_code) = ${districtCode}` : empty}`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

export interface OfferKey {
  readonly providerId: string;
  readonly on: string;
}

/** The services that each point or home offers on a day, by name. */
export const servicesOf: Batch<OfferKey, ServiceItem[]> = async ({ db }, keys) => {
  const found = await rows<ServiceItem & { at: number }>(
    db,
    sql`select key.at::int as at, ${columns(ServiceItem, 'i')}
    from unnest(${keys.map(({ providerId }) => providerId)}::uuid[], ${keys.map(({ on }) => on)}::date[]) with ordinality as key(id, "on", at)
    join service_item i on (i.service_point_id = key.id or i.workers_home_id = key.id)
      and key."on" between i.valid_from and coalesce(i.valid_to, 'infinity')
    left join workers_home h on h.id = i.workers_home_id where ${isRun} order by i.name_zh, i.id`,
  );
  const byPlace = grouped(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
  return byPlace.map((offered) => offered.map(({ at: _, ...item }) => item));
};
