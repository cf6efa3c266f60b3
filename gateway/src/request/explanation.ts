import type { ByteString } from '../operation/byteString.ts';
import type { FetchNode, PlanNode } from '../planning/plan.ts';

/** The measurements of one call to a subgraph. */
export interface CallNote {
  readonly node: FetchNode;
  /** The number of representations sent; 0 for a call for root fields. */
  readonly representations: number;
  readonly bytesSent: number;
  /** Milliseconds after the request's start. */
  readonly startedAt: number;
  /** Milliseconds until its response was read; null while it is in flight. */
  ms: number | null;
  bytesReceived: number;
  /** `answered`, or the kind of fault; `on its way` while the call is in flight. */
  outcome: string;
  /** Whether the call was shared with another request. */
  shared: boolean;
  /** The number of retries. */
  retries: number;
}

/** Collects the explanation of a response, for `x-explain: 1`. */
export interface Explanation {
  plan: PlanNode | null;
  /** Whether the operation's text was known, only its shape, or neither; null until the operation store has looked it up. */
  known: 'text' | 'shape' | 'none' | null;
  readonly calls: readonly CallNote[];
  /** The milliseconds that each step has taken. */
  readonly steps: Readonly<Record<string, number>>;
  /** Starts a step; returns the function that ends it. */
  step(name: 'parse' | 'validate' | 'plan' | 'execute' | 'print'): () => void;
  call(node: FetchNode, representations: number, body: ByteString): CallNote;
  /** Milliseconds since the request's start. */
  elapsed(): number;
}

export function createExplanation(): Explanation {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const calls: CallNote[] = [];
  const steps: Record<string, number> = {};
  return {
    plan: null,
    known: null,
    calls,
    steps,
    elapsed,
    step: (name) => {
      const begun = elapsed();
      return () => {
        steps[name] = (steps[name] ?? 0) + elapsed() - begun;
      };
    },
    call: (node, representations, body) => {
      const note: CallNote = {
        node,
        representations,
        bytesSent: body.length,
        startedAt: elapsed(),
        ms: null,
        bytesReceived: 0,
        outcome: 'on its way',
        shared: false,
        retries: 0,
      };
      calls.push(note);
      return note;
    },
  };
}
