import { dataRequestOpened } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';
import { cancelUndecidedOf } from '../aid/endAid.ts';
import { endFileOf } from '../hardship/endFile.ts';

/** On `organisation.dataRequest.opened` for an erasure: nothing goes on about a person who cannot be asked any more (J-17). */
export const endOpenWork = handle(
  dataRequestOpened,
  async (tx, { data: { kind, memberId } }) => {
    if (kind !== 'ERASURE') return;
    await cancelUndecidedOf(tx, memberId);
    await endFileOf(tx, memberId);
  },
  { alsoOfErased: true },
);
