import { memberNameHash } from '@union-graph/subgraph';
import { tryKnownRecords } from '@union-graph/testing';
import { warmthFund } from '../subgraph.ts';

tryKnownRecords(warmthFund, 'known_member', {
  columns: 'name_hash, scope_path, has_died',
  of: ({ id, nameZh, scopePath, hasDied }) => ({
    name_hash: memberNameHash(id, nameZh),
    scope_path: scopePath,
    has_died: hasDied,
  }),
});

tryKnownRecords(warmthFund, 'member_identity', {
  columns: 'identity_proof',
  of: ({ identityProof }) => ({ identity_proof: identityProof }),
});
