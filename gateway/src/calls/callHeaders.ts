import type { Viewer } from '@union-graph/identity';
import type { ExecutionContext } from '../request/context.ts';
import { TIMEOUT_HEADER } from '../request/deadline.ts';

const viewerTexts = new WeakMap<Viewer, string>();

/**
 * The viewer's part of the key by which equal reads share a request; the body of the call is the other part. It has everything else that an answer
 * depends on: the viewer as the passport states it (with grants, scopes and agreement) and the test clock. The other headers of
 * {@link callHeaders} (timeout, request id) must not change an answer; a header that does must become part of this key. The two parts cannot
 * be confused, because a body begins with a brace and an instant does not.
 */
export function viewerKey({ viewer, testNow }: ExecutionContext): string {
  let text = viewerTexts.get(viewer);
  if (text === undefined) {
    text = `${JSON.stringify(viewer)}\n`;
    viewerTexts.set(viewer, text);
  }
  return testNow === undefined ? text : `${text}${testNow}\n`;
}

/** The headers of a call as a flat list of names and values, which undici reads faster than an object. */
export function callHeaders(
  context: ExecutionContext,
  passport: string | null,
  remainingMs: number,
  traceparent: string | undefined,
): string[] {
  const headers = [
    'content-type',
    'application/json',
    'accept',
    'application/json',
    'x-request-id',
    context.requestId,
    TIMEOUT_HEADER,
    String(Math.max(1, Math.round(remainingMs))),
  ];
  if (passport !== null) headers.push('authorization', passport);
  if (traceparent !== undefined) headers.push('traceparent', traceparent);
  if (context.testNow !== undefined) headers.push('x-test-now', context.testNow);
  return headers;
}
