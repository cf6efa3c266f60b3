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

/** A request after its headers were read. Created at the entry, and immutable except for its record draft and its span. */
export interface RequestContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** The admission of a partner's request under its agreement; null for other viewers, and for a partner without an active agreement. */
  readonly partner: Admission | null;
  /** The reason why a partner was not admitted; the partner may still apply for an agreement. Null for all others. */
  readonly notAdmitted: EarlyRefusal | null;
  /** Null for a gateway without an access log, and for anonymous viewers. */
  readonly recordDraft: RecordDraft | null;
  readonly address: string;
  /** The instant of the test clock, passed on to subgraphs; undefined for the real time. */
  readonly testNow: string | undefined;
  /** The time limit of the request in milliseconds. It starts when the document is parsed and admitted. */
  readonly timeoutMs: number;
  readonly log: Logger;
  /** The trace span of the request. */
  readonly span: Traced | undefined;
}

/** The context in which an operation is executed. The gateway's own operations have one without a request context. */
export interface ExecutionContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly testNow: string | undefined;
  readonly deadline: Deadline;
  /** The number of calls to subgraphs, for the log line and the metric of the operation. */
  readonly calls: { count: number };
  /** The masks of the viewer's agreement; null without masks. */
  readonly masks: Masks | null;
  /** Collects rows and data subjects; null for an operation that is not recorded. */
  readonly recordDraft: RecordDraft | null;
  /** Null when the client did not ask for an explanation. */
  readonly explanation: Explanation | null;
  /** The planning permit of a new operation, released when it is planned. */
  readonly permit: Permit | null;
  /** The client's address; empty for the gateway's own operations. */
  readonly address: string;
  /** Whether the values of variables may have a number that JavaScript rounds, or an exact number in its place. */
  readonly mayLoseDigits: boolean;
  readonly log: Logger;
  readonly span: Traced | undefined;
}

/** The parts of an execution context that have no default. */
type RequiredParts = Pick<ExecutionContext, 'requestId' | 'viewer' | 'testNow' | 'deadline' | 'masks' | 'log'>;

/** Creates the execution context of one of the gateway's own operations. */
export const executionContext = (given: RequiredParts & Partial<ExecutionContext>): ExecutionContext => ({
  calls: { count: 0 },
  recordDraft: null,
  explanation: null,
  permit: null,
  address: '',
  mayLoseDigits: true,
  span: undefined,
  ...given,
});

/** The current instant by the request's clock. */
export const nowOf = ({ testNow }: Pick<RequestContext, 'testNow'>): Date => (testNow ? new Date(testNow) : new Date());
