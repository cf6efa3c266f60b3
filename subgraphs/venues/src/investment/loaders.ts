import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { InvestmentRecord } from './InvestmentRecord.ts';

/** What was invested in venues, the latest year first. Their venues were read in scope before. */
export const investmentsOfVenue: Batch<string, InvestmentRecord[]> = async ({ db }, venues) => {
  const found = await rows<InvestmentRecord>(
    db,
    sql`select ${columns(InvestmentRecord, 'i')} from investment_record i
    where i.venue_id = any(${venues}::uuid[]) order by i.year desc, i.id`,
  );
  return grouped(venues, found, ({ venueId }) => venueId);
};
