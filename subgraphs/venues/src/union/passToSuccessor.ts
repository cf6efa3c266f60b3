import { unionDissolved } from '@union-graph/events';
import { handle, type Successor, successorOf, type Tx } from '@union-graph/subgraph';
import { passVacancies } from '../group/endLeadership.ts';
import { passRequests } from '../outreach/endOfUnion.ts';
import { KnownUnion } from './KnownUnion.ts';

/**
 * What a union that has ended asked for, and the groups that wait for a leader whom it was to find, pass to the union that it was merged into. It stands behind the
 * handler that keeps the end, so that whoever begins something for the union is waited for, or refused.
 */
export const passToSuccessor = handle(unionDissolved, async (tx, { subject }) => {
  const ended = await tx.db.findOneByOrFail(KnownUnion, { unionId: subject });
  const successor = await heirOf(tx, ended);
  await passRequests(tx, subject, successor);
  await passVacancies(tx, ended.scopePath, successor);
});

/** The union at a path of the tree today: the one that took the place of the union there, where that has ended; else the path itself. */
export async function presentPathOf(tx: Tx, scopePath: string): Promise<string> {
  const known = await tx.db.findOne(KnownUnion, { where: { scopePath }, lock: { mode: 'pessimistic_read' } });
  return (known?.hasEnded ? (await heirOf(tx, known))?.scopePath : null) ?? scopePath;
}

/** What was dissolved has no heir: who is above it sees what it had. */
const heirOf = (tx: Tx, ended: KnownUnion): Promise<Successor | undefined> => successorOf(tx, ended, { ofDissolved: 'NOBODY' });
