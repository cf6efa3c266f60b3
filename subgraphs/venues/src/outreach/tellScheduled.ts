import { outreachScheduled } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { FiveKind } from '../offer/rules.ts';
import type { OutreachRequest } from './OutreachRequest.ts';

/** Tells the union when its request is met. */
export async function tellScheduled(tx: Tx, { id, version, scopePath, unionId, kind, start }: OutreachRequest): Promise<void> {
  const data = { unionId: unionId as string, kind: kind as FiveKind, scopePath, startsAt: (start as Date).toISOString() };
  await tx.publish(outreachScheduled, { id, version }, data);
}
