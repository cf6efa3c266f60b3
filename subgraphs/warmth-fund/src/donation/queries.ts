import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { Donation } from './Donation.ts';
import type { DonationStatus } from './rules.ts';
import { donationScope } from './scope.ts';

/** The donations that the viewer may see, newest first. */
export const donations: PageSource<Donation, { readonly status?: DonationStatus | null }> = {
  name: 'donations',
  select: ({ status }, { viewer }) => sql`select ${columns(Donation, 'd')} from donation d
    where ${donationScope(viewer)} and (${status ?? null}::text is null or d.status = ${status ?? null})`,
  order: [
    { by: 'pledgedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
