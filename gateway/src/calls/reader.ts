import type { Viewer } from '@union-graph/identity';
import type { RequestContext } from '../request/context.ts';
import { TIMEOUT_HEADER } from '../request/deadline.ts';

const texts = new WeakMap<Viewer, string>();

/**
 * Everything besides its body that the answer to a read may depend on, in full: whoever the passport names, with grants, scopes
 * and agreement, and the clock. What {@link headersOf} tells a subgraph beyond this (how long somebody waits, under which id)
 * must make no difference to an answer; a header that does must be named here too. A body stands after it in the key: it begins with
 * a brace and an instant does not, so the two never run together.
 */
export function readerOf({ viewer, testNow }: RequestContext): string {
  let text = texts.get(viewer);
  if (text === undefined) {
    text = `${JSON.stringify(viewer)}\n`;
    texts.set(viewer, text);
  }
  return testNow === undefined ? text : `${text}${testNow}\n`;
}

/** The headers of a call, name after value: undici reads a list faster than an object. */
export function headersOf(
  context: RequestContext,
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
