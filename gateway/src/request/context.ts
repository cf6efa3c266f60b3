import type { Viewer } from '@union-graph/identity';
import type { Traced } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import type { Admission } from '../agreements/admit.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import type { Deadline } from './deadline.ts';
import type { Explanation } from './explanation.ts';
import type { Permit } from './planningQueue.ts';
import type { RecordDraft } from './recordDraft.ts';
import type { EarlyRefusal } from './refusal.ts';

/** What is known of a request once its headers are read. Made at the entry, and never changed. */
export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** The agreement that the request of a partner runs under; null for viewers that are no partners, and for a partner that was not admitted. */
  readonly partner: Admission | null;
  /** Why a partner was not admitted: it may still do what leads to an agreement. Null for everybody else. */
  readonly notAdmitted: EarlyRefusal | null;
  /** What the request reads, for the access log; null where none is kept, and for nobody. */
  readonly recordDraft: RecordDraft | null;
  readonly address: string;
  /** The instant of the injected clock, passed on to the subgraphs; undefined means the real time. */
  readonly testNow: string | undefined;
  /** How many milliseconds the client waits, from when its operation is read. */
  readonly timeoutMs: number;
  readonly log: Logger;
  /** The work on this request, where it is traced. */
  readonly span: Traced | undefined;
}

/** What the execution of an operation takes of its request. The gateway's own operations have no more than this. */
export interface ExecutionContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly testNow: string | undefined;
  readonly deadline: Deadline;
  /** Counts the calls to subgraphs, for the log line and the metric of the operation. */
  readonly calls: { count: number };
  /** What the viewer is told less exactly; null when nothing is. */
  readonly masks: Masks | null;
  /** Where it is noted whose data were read; null where no access log is kept. */
  readonly recordDraft: RecordDraft | null;
  /** Where it is noted how the operation is answered; null when the client did not ask. */
  readonly explanation: Explanation | null;
  /** Lets the operation be planned, where it was not known; given back once it is. */
  readonly permit: Permit | null;
  /** Where the request comes from; empty for the gateway's own operations. */
  readonly address: string;
  readonly log: Logger;
  readonly span: Traced | undefined;
}

/** The parts of an execution context that have no default. */
type RequiredParts = Pick<ExecutionContext, 'requestId' | 'viewer' | 'testNow' | 'deadline' | 'masks' | 'log'>;

/** The context of an operation that does not come over HTTP: what is not given is not noted, traced or planned with a permit. */
export const executionContext = (given: RequiredParts & Partial<ExecutionContext>): ExecutionContext => ({
  calls: { count: 0 },
  recordDraft: null,
  explanation: null,
  permit: null,
  address: '',
  span: undefined,
  ...given,
});

/** The instant at which a request is looked at, by its own clock. */
export const nowOf = ({ testNow }: Pick<RequestContext, 'testNow'>): Date => (testNow ? new Date(testNow) : new Date());
