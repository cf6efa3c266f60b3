import type { Viewer } from '@union-graph/identity';
import { checkedText, insertRow, newId, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import { refuseDead } from '../member/refusals.ts';
import { homePath } from '../member/rules.ts';
import type { Channel, ServiceGoal, SubmitServiceRequestInput } from '../schema.gen.ts';
import { addSentiment } from '../sentiment/addSentiment.ts';
import { topicOf } from '../sentiment/rules.ts';
import { limitFrom } from './calendar.ts';
import { escalateLater } from './escalate.ts';
import { type RequestMatter, requestPolicy } from './policy.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const LONGEST = { topic: 60, text: 4_000 } as const;

/** Takes a request in (S-15). Whose it is decides which part of the tree works with it; without a requester the district does. */
export async function submitServiceRequest(tx: Tx, input: SubmitServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const requesterId = input.requesterId ?? ownRecord(tx.viewer);
  const requester = requesterId === null ? null : await getMember(tx, requesterId);
  refuseIf(
    requester !== null && input.districtCode != null && input.districtCode !== requester.districtCode,
    'BAD_USER_INPUT',
    `The requester lives in district ${requester?.districtCode}, which works with the request. Leave out "districtCode".`,
    { field: 'districtCode' },
  );
  const districtCode = requester?.districtCode ?? input.districtCode;
  if (districtCode == null)
    throw new Refusal('BAD_USER_INPUT', 'A request without a requester needs the district it arose in.', {
      field: 'districtCode',
    });
  const matter = { requesterId: requester?.id ?? null, scopePath: requester?.scopePath ?? homePath(districtCode) };
  requestPolicy.authorise(tx.viewer, 'submitServiceRequest', matter);
  if (requester) refuseDead(requester, 'requesterId');
  return { request: await takeIn(tx, { ...input, ...matter, districtCode, contactVisitId: null }) };
}

/** A worker who names nobody asks for themselves; staff may ask for somebody who has no record. */
const ownRecord = ({ personId, grants }: Viewer): string | null =>
  grants.every(({ role }) => role === 'MEMBER') ? personId : null;

/** What is known of a request when it comes in, by whatever way. */
export interface Intake extends RequestMatter {
  readonly channel: Channel;
  readonly category: ServiceGoal;
  readonly topic: string;
  readonly text: string;
  readonly districtCode: string;
  /** The cadre's visit on which it was asked for. */
  readonly contactVisitId: string | null;
}

/** Writes a request down, with its first limit, and counts what it is about without saying who asks (S-76). */
export async function takeIn(tx: Tx, { channel, category, topic, text, ...known }: Intake): Promise<ServiceRequest> {
  const request = await insertRow(tx.db, ServiceRequest, {
    id: newId(),
    channel,
    category,
    topic: checkedText(topic, 'topic', LONGEST.topic),
    text: checkedText(text, 'text', LONGEST.text),
    requesterId: known.requesterId,
    scopePath: known.scopePath,
    districtCode: known.districtCode,
    contactVisitId: known.contactVisitId,
    status: 'RECEIVED',
    difficulty: null,
    receivedAt: tx.now,
    dueAt: await limitFrom(tx, tx.now, 'SIMPLE'),
    escalatedAt: null,
    target: null,
    handledByType: null,
    handledById: null,
    dispatchedVersion: null,
    answer: null,
    resolvedAt: null,
    satisfaction: null,
    closedAt: null,
    reopenedAt: null,
    duplicateOfId: null,
    version: 1,
  });
  await escalateLater(tx, request);
  await addSentiment(tx, { topic: topicOf(request.topic, request.text), source: channel, districtCode: known.districtCode });
  return request;
}
