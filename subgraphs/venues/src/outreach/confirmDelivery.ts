import { outreachDelivered } from '@union-graph/events';
import { assertTransition, checkedNumber, checkedOpenText, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { directionOf, type FiveKind } from '../offer/rules.ts';
import { reportPerformanceOf } from '../performance/ofRequest.ts';
import type { ConfirmDeliveryInput, RateOutreachInput } from '../schema.gen.ts';
import { getOutreach } from './getOutreach.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { OUTREACH_TRANSITIONS } from './rules.ts';

const MOST_REACHED = 1_000_000;

/** Says that what was scheduled took place, and how many people came (2.4.2); of a performance that is its report, where there is none. */
export async function confirmDelivery(tx: Tx, input: ConfirmDeliveryInput): Promise<{ request: OutreachRequest }> {
  const row = await getOutreach(tx, 'confirmDelivery', input);
  assertTransition(OUTREACH_TRANSITIONS, 'request', row.status, 'DELIVERED');
  const audience = checkedNumber(input.audience, 'audience', [0, MOST_REACHED]);
  refuseIf((row.start as Date) > tx.now, 'VALIDATION_FAILED', 'It has not begun yet. Confirm it when it took place.', {
    rule: 'S-67',
    field: 'requestId',
  });
  await reportPerformanceOf(tx, row.id, audience);
  const request = await updateRow(tx.db, OutreachRequest, row, {
    status: 'DELIVERED',
    deliveredAt: tx.now,
    deliveredAudience: audience,
    closedAt: tx.now,
  });
  const { id, version, scopePath } = request;
  const [unionId, kind] = [request.unionId as string, request.kind as FiveKind];
  await tx.publish(outreachDelivered, { id, version }, { unionId, kind, direction: directionOf(kind), scopePath, audience });
  return { request };
}

/** The union says how good it was, once (2.4.2). */
export async function rateOutreach(tx: Tx, input: RateOutreachInput): Promise<{ request: OutreachRequest }> {
  const row = await getOutreach(tx, 'rateOutreach', input);
  assertTransition(OUTREACH_TRANSITIONS, 'request', row.status, 'RATED');
  const rating = checkedNumber(input.rating, 'rating', [1, 5]);
  const ratingNote = input.note == null ? null : checkedOpenText(input.note, 'note', 1_000);
  return { request: await updateRow(tx.db, OutreachRequest, row, { status: 'RATED', rating, ratingNote }) };
}
