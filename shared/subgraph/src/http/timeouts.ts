/** Milliseconds within which a request must have arrived whole, unless told otherwise. */
export const RECEIVE_MS = 20_000;

/**
 * The times of an HTTP server: for the head of a request, for all of it, how often what is late is looked for, and how long an idle
 * connection is kept. Node.js swaps the first two when the first is the longer one, and looks for late ones twice a minute unless told.
 */
export const receiveTimeouts = (receiveMs: number) => ({
  headersTimeout: Math.ceil(receiveMs / 2),
  requestTimeout: receiveMs,
  connectionsCheckingInterval: Math.min(1_000, Math.ceil(receiveMs / 10)),
  keepAliveTimeout: 65_000,
});
