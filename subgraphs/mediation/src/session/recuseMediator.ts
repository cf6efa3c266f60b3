import { checkedText, insertRow, newId, Refusal, refuseUnused, type Tx } from '@union-graph/subgraph';
import { changeCase, moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { BEFORE_AGREEMENT } from '../case/rules.ts';
import { PartyRelation } from '../mediator/PartyRelation.ts';
import type { RecuseMediatorInput } from '../schema.gen.ts';
import { asAssigned, mediatorFor } from './assignMediator.ts';
import { Recusal } from './Recusal.ts';

/**
 * Takes the mediator off the case for good (MED-INV-4). Before an agreement it waits for another one; afterwards another one takes over at once, so that
 * what was agreed is signed, confirmed and paid though somebody is gone.
 */
export async function recuseMediator(tx: Tx, input: RecuseMediatorInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recuseMediator');
  await keepRecusal(tx, row, checkedText(input.reason, 'reason', 1_000));
  if (!BEFORE_AGREEMENT.includes(row.status)) return { case: await changeCase(tx, row, await successorOf(tx, row, input)) };
  refuseUnused(input, ['successorId'], 'Before an agreement another mediator is assigned by "assignMediator".');
  const nobody = { mediatorId: null, mediatorPersonId: null, lawyerId: null, lawyerPersonId: null };
  return { case: await moveCase(tx, row, 'ACCEPTED', nobody) };
}

/** Keeps that the mediator leaves the case for good, and why. */
async function keepRecusal(tx: Tx, { id: caseId, mediatorId, mediatorPersonId }: MediationCase, reason: string): Promise<void> {
  const personId = mediatorPersonId as string;
  await insertRow(tx.db, PartyRelation, {
    id: newId(),
    personId,
    kind: 'RECUSED',
    otherPersonId: null,
    enterpriseId: null,
    caseId,
  });
  await insertRow(tx.db, Recusal, {
    id: newId(),
    caseId,
    mediatorId: mediatorId as string,
    mediatorPersonId: personId,
    reason,
    recordedBy: tx.viewer.subject,
    recusedAt: tx.now,
  });
}

/** Who takes over. A lawyer beside the mediator stays; without one, a successor who is a lawyer is the lawyer of the case. */
async function successorOf(tx: Tx, row: MediationCase, { successorId }: RecuseMediatorInput): Promise<Partial<MediationCase>> {
  if (successorId == null)
    throw new Refusal(
      'BAD_USER_INPUT',
      `The case is ${row.status} and cannot do without a mediator. Name one by "successorId".`,
      {
        field: 'successorId',
      },
    );
  const { mediator, acting } = await mediatorFor(tx, row, successorId, 'successorId');
  const { lawyerId, lawyerPersonId } = row;
  const isBeside = lawyerId !== null && lawyerPersonId !== null && lawyerPersonId !== row.mediatorPersonId;
  return asAssigned(mediator, isBeside ? { id: lawyerId, personId: lawyerPersonId } : acting);
}
