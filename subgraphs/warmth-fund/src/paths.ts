import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [
    'aid_application.scope_path',
    'coverage.scope_path',
    'directory_entry.scope_path',
    'disbursement.scope_path',
    'hardship_file.scope_path',
    'household.scope_path',
    'known_member.scope_path',
    'mutual_aid_claim.scope_path',
    'payout_source.scope_path',
    'service_cost_application.scope_path',
    'union_standing.scope_path',
  ],
  stays: {
    'card_event.scope_path': 'what was told of a card then; the cover that is made of it follows',
  },
};
