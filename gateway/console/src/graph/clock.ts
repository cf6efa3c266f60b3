/** The header editor's content that sets the time (RFC 3339) of a request, for gateways that accept a test clock. */
export const clockHeader = (now: string): string => JSON.stringify({ 'x-test-now': now }, null, 2);
