import { columns, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { MutualAidPlan } from './MutualAidPlan.ts';

export const mutualAidPlans = ({ db }: ReadContext): Promise<MutualAidPlan[]> =>
  rows(db, sql`select ${columns(MutualAidPlan, 'p')} from mutual_aid_plan p order by p.period_from desc, p.code`);
