import { columns, empty, type PageSource, requireIds, sql } from '@union-graph/subgraph';
import type { LinkedPartyCode, PartyReferralStatus } from '../schema.gen.ts';
import { Referral } from './Referral.ts';
import { referralScope } from './scope.ts';

interface Filter {
  readonly caseId?: string | null;
  readonly from?: LinkedPartyCode | null;
  readonly to?: LinkedPartyCode | null;
  readonly status?: PartyReferralStatus | null;
}

const IN_STATE = {
  SENT: sql`and r.ack_at is null`,
  ACKNOWLEDGED: sql`and r.ack_at is not null and r.answered_at is null`,
  ANSWERED: sql`and r.answered_at is not null`,
} as const;

/** The referrals that the viewer may see, the latest first. */
export const referrals: PageSource<Referral, Filter> = {
  name: 'referrals',
  select: ({ caseId, from, to, status }, ctx) => {
    requireIds({ caseId });
    return sql`select ${columns(Referral, 'r')} from referral r join mediation_case c on c.id = r.case_id where ${referralScope(ctx)}
      ${caseId ? sql`and r.case_id = ${caseId}::uuid` : empty} ${from ? sql`and r.from_party = ${from}` : empty}
      ${to ? sql`and r.to_party = ${to}` : empty} ${status ? IN_STATE[status] : empty}`;
  },
  order: [
    { by: 'sentAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
