import { checkedText, insertRow, newId, Refusal, type Tx } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import { homePath } from '../member/rules.ts';
import type { SubmitServiceRequestInput } from '../schema.gen.ts';
import { limitFrom } from './calendar.ts';
import { escalateLater } from './escalate.ts';
import { requestPolicy } from './policy.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const LONGEST = { topic: 60, text: 4_000 } as const;

/** Takes a request in (S-15). Whose it is decides which part of the tree works with it; without a requester the district does. */
export async function submitServiceRequest(tx: Tx, input: SubmitServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const requester = input.requesterId == null ? null : await getMember(tx, input.requesterId);
  const districtCode = requester?.districtCode ?? input.districtCode;
  if (districtCode == null)
    throw new Refusal('BAD_USER_INPUT', 'A request without a requester needs the district it arose in.', {
      field: 'districtCode',
    });
  const matter = { requesterId: requester?.id ?? null, scopePath: requester?.scopePath ?? homePath(districtCode) };
  requestPolicy.authorise(tx.viewer, 'submitServiceRequest', matter);
  const words = {
    topic: checkedText(input.topic, 'topic', LONGEST.topic),
    text: checkedText(input.text, 'text', LONGEST.text),
  };
  const request = await insertRow(tx.db, ServiceRequest, {
    id: newId(),
    channel: input.channel,
    category: input.category,
    ...words,
    ...matter,
    districtCode,
    status: 'RECEIVED',
    difficulty: null,
    receivedAt: tx.now,
    dueAt: await limitFrom(tx, tx.now, 'SIMPLE'),
    target: null,
    handledByType: null,
    handledById: null,
    answer: null,
    resolvedAt: null,
    satisfaction: null,
    closedAt: null,
    reopenedAt: null,
    duplicateOfId: null,
    version: 1,
  });
  await escalateLater(tx, request);
  return { request };
}
