import { columns, empty, type PageSource, raw, type Sql, sql } from '@union-graph/subgraph';
import { ServicePoint, type ServicePointKind } from './ServicePoint.ts';

interface Filter {
  readonly kind?: ServicePointKind | null;
}

const points = ({ kind }: Filter, where: Sql) =>
  sql`select ${columns(ServicePoint, 'p')} from service_point p where ${where} ${kind ? sql`and p.kind = ${kind}` : empty}`;

const order = [{ by: 'nameZh', type: 'text' }, { by: 'id', type: 'uuid' }] as const;

/** The service points of the city; public. */
export const servicePoints: PageSource<ServicePoint, Filter> = { select: (args) => points(args, raw('true')), order };

/** The service points of one district; the parent is the district's code. */
export const servicePointsOfDistrict: PageSource<ServicePoint, Filter> = {
  select: (args) => points(args, raw('p.district_code = parent.key')),
  order,
};
