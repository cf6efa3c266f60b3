import type { Viewer } from '@union-graph/identity';
import type { Logger } from 'pino';
import type { Admission } from './partners/admit.ts';

/** What one request carries from the door to every fetch. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Present for a partner: the agreement that its request runs under. */
  readonly partner?: Admission;
  readonly requestId: string;
  /** The instant of the injected clock, passed on to the subgraphs; undefined means the real time. */
  readonly testNow: string | undefined;
  /** Aborted when the client has gone away before its query was answered. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Counts the calls to subgraphs, for the log line and the metric of the operation. */
  readonly calls: { count: number };
}
