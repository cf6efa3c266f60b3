import type { FetchNode, PlanNode } from '../planning/plan.ts';

/** One call to a subgraph, noted while it is made. */
export interface CallNote {
  readonly node: FetchNode;
  /** How many entities it continues; 0 for a call for root fields. */
  readonly representations: number;
  readonly bytesSent: number;
  /** Milliseconds after the request's start. */
  readonly startedAt: number;
  /** Milliseconds until its answer was read; null while it is on its way. */
  ms: number | null;
  bytesReceived: number;
  /** `answered`, or why it has no answer. */
  outcome: string;
  /** Whether the answer is that of the same call made for another request. */
  shared: boolean;
  /** How often it was sent again. */
  retries: number;
}

/** What is noted of a request whose client asked how it is answered. Other requests have none. */
export interface Explanation {
  plan: PlanNode | null;
  /** How the operation was found: its text was known, one that differs in literals alone, or nothing; null when it was not looked for. */
  known: 'text' | 'shape' | 'none' | null;
  readonly calls: readonly CallNote[];
  /** Milliseconds of each step. */
  readonly steps: Readonly<Record<string, number>>;
  /** Starts a step; the function that it gives ends it. */
  step(name: 'parse' | 'validate' | 'plan' | 'execute' | 'print'): () => void;
  call(node: FetchNode, representations: number, body: string): CallNote;
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
        bytesSent: Buffer.byteLength(body),
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
