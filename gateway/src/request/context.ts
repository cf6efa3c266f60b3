import type { Viewer } from '@union-graph/identity';
import type { Traced } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import type { Admission } from '../agreements/admit.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import type { Body } from '../execution/projection/output.ts';
import type { Deadline } from './deadline.ts';
import type { Explanation } from './explanation.ts';
import type { Permit } from './planningQueue.ts';
import type { Trail } from './trail.ts';

/** What one request carries from the door to every fetch. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Present for a partner: the agreement that its request runs under. */
  readonly partner?: Admission;
  /** For a partner, once its operation is checked: what it is told less exactly; null when nothing is. */
  masks?: Masks | null;
  /** What the request reads, for the access log; absent where none is kept, and for nobody. */
  readonly trail?: Trail;
  /** Where the request comes from; absent for what the gateway asks itself. */
  readonly address?: string;
  /** Lets the operation be planned, where it was not known; given back once it is. */
  readonly permit?: Permit;
  readonly requestId: string;
  /** The instant of the injected clock, passed on to the subgraphs; undefined means the real time. */
  readonly testNow: string | undefined;
  /** How long the client waits, and whether it is still there. */
  readonly deadline: Deadline;
  readonly log: Logger;
  /** The work on this request, where it is traced. */
  readonly span?: Traced;
  /** Counts the calls to subgraphs, for the log line and the metric of the operation. */
  readonly calls: { count: number };
  /** What is noted for whoever asked how the request is answered; absent when nobody did. */
  explanation?: Explanation;
  /** The printed answer, which is given back once it is sent. */
  printed?: Body;
}
