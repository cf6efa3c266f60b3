import { Refusal } from '@union-graph/subgraph';

export const evidenceConstraints = {
  evidence_once: () =>
    new Refusal('DUPLICATE', 'This party has handed in the same file already: its SHA-256 is that of another piece.', {
      field: 'sha256',
    }),
};
