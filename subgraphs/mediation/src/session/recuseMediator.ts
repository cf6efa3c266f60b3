import { checkedText, insertRow, newId, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { PartyRelation } from '../mediator/PartyRelation.ts';
import type { RecuseMediatorInput } from '../schema.gen.ts';

/** Takes the mediator off the case for good; it waits for another one (MED-INV-4). */
export async function recuseMediator(tx: Tx, input: RecuseMediatorInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recuseMediator');
  checkedText(input.reason, 'reason', 1_000);
  await insertRow(tx.db, PartyRelation, {
    id: newId(),
    personId: row.mediatorPersonId as string,
    kind: 'RECUSED',
    otherPersonId: null,
    enterpriseId: null,
    caseId: row.id,
  });
  return {
    case: await moveCase(tx, row, 'ACCEPTED', { mediatorId: null, mediatorPersonId: null, lawyerId: null, lawyerPersonId: null }),
  };
}
