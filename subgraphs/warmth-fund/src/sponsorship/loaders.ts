import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { disbursementScope } from '../disbursement/scope.ts';

/** The payouts of sponsorships that the viewer may see, the first one first. */
export const paymentsOfSponsorship: Batch<string, Disbursement[]> = async ({ db, viewer }, sponsorshipIds) => {
  const found = await rows<Disbursement & { sponsorshipId: string }>(
    db,
    sql`select ${columns(Disbursement, 'd')}, part.sponsorship_id as "sponsorshipId"
    from sponsorship_part part
    join disbursement d on (d.source_subgraph, d.source_type, d.source_id) = ('training', 'SponsorshipInstalment', part.instalment_id::text)
    where part.sponsorship_id = any(${sponsorshipIds}::uuid[]) and ${disbursementScope(viewer)} order by d.created_at, d.id`,
  );
  return grouped(sponsorshipIds, found, ({ sponsorshipId }) => sponsorshipId);
};
