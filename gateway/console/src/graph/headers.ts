import type { Example } from '../examples/example.ts';

/** The header editor's content that sets the time (RFC 3339) of a request, for gateways that accept a test clock. */
export const clockHeader = (now: string): string => JSON.stringify({ 'x-test-now': now }, null, 2);

/** The headers of an example: its time where the gateway accepts a test clock, and for a partner's program its purpose and token. */
export function exampleHeaders({ now, program }: Example, testClock: boolean): string {
  const headers = {
    ...(testClock ? { 'x-test-now': now } : {}),
    ...(program ? { 'x-purpose': program.purpose, authorization: `Bearer {{${program.clientId}}}` } : {}),
  };
  return JSON.stringify(headers, null, 2);
}
