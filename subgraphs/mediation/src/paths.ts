import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [
    'bargaining_round.scope_path',
    'collective_contract.scope_path',
    'directory_entry.scope_path',
    'early_warning.scope_path',
    'known_member.scope_path',
    'known_union.scope_path',
    'mediation_case.scope_path',
    'mediation_org.scope_path',
  ],
};
