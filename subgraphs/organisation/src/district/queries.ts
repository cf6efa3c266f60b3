import { columns, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { District } from './District.ts';

export const allDistricts = ({ db }: ReadContext): Promise<District[]> =>
  rows(db, sql`select ${columns(District, 'd')} from district d order by d.code`);
