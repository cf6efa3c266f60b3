import { type PassportSigner, serviceViewer } from '@union-graph/identity';
import { request } from 'undici';
import { readAnswerStart } from '../http/readAnswer.ts';
import { withinDeadline } from '../http/withinDeadline.ts';
import type { Delivery } from './deliveries.ts';

/** What became of one request with events. */
export type Outcome =
  | { readonly kind: 'taken' }
  /** Nobody answered, or the subscriber said that it cannot at the moment: no event is to blame. */
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type Send = (url: string, subscriber: string, deliveries: readonly Delivery[], signal: AbortSignal) => Promise<Outcome>;

const DELIVERY_TIMEOUT_MS = 10_000;
const PROBE_TIMEOUT_MS = 2_000;

/**
 * Makes what carries events to a subscriber: the CloudEvents HTTP binding, structured mode for one and batched mode for several. `auditHead` gives
 * the newest seal of the sender's audit, which each event carries when it leaves.
 */
export function makeSend(subgraph: string, sign: PassportSigner, auditHead: () => string | null): Send {
  // One viewer object, so that its passports are signed once and used for a while.
  const sender = serviceViewer(subgraph);
  return async (url, subscriber, deliveries, signal) => {
    const [first] = deliveries;
    const isOne = deliveries.length === 1;
    const head = auditHead();
    const texts = deliveries.map(({ eventText }) => withAuditHead(eventText, head)).join(',');
    const authorization = `Passport ${await sign(sender, subscriber)}`;
    const headers = {
      'content-type': `application/cloudevents${isOne ? '' : '-batch'}+json; charset=utf-8`,
      authorization,
      'x-request-id': first ? (JSON.parse(first.eventText) as { id: string }).id : '',
    };
    try {
      return await withinDeadline(signal, DELIVERY_TIMEOUT_MS, (within) =>
        post(url, headers, isOne ? texts : `[${texts}]`, within),
      );
    } catch (error) {
      return { kind: 'away', reason: (error as Error).message };
    }
  };
}

async function post(url: string, headers: Record<string, string>, sent: string, signal: AbortSignal): Promise<Outcome> {
  const { statusCode, body } = await request(url, { method: 'POST', headers, body: sent, signal });
  const answer = await readAnswerStart(body, MAX_REASON_BYTES);
  if (statusCode < 300) return { kind: 'taken' };
  return { kind: statusCode === 503 ? 'away' : 'refused', reason: `${statusCode} ${answer}` };
}

/** What is kept of a subscriber's answer. */
const MAX_REASON_BYTES = 300;

/** An event's JSON with one more attribute. What waits in the outbox has none: the head may have gone on since. */
const withAuditHead = (eventText: string, head: string | null): string =>
  head === null ? eventText : eventText.replace(/^\s*\{/, `{"audithead":${JSON.stringify(head)},`);

/** Whether the service behind an address says that it is ready. */
export async function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await withinDeadline(signal, PROBE_TIMEOUT_MS, async (within) => {
      const { statusCode, body } = await request(new URL('/ready', url), { signal: within });
      await readAnswerStart(body, MAX_REASON_BYTES);
      return statusCode === 200;
    });
  } catch {
    return false;
  }
}
