/** A plan as the gateway describes it (`extensions.explain`, asked for by the header `x-explain: 1`). */
export type PlanNode =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly PlanNode[] }
  | {
      readonly kind: 'condition';
      readonly variable: string;
      readonly whenTrue: PlanNode | null;
      readonly whenFalse: PlanNode | null;
    }
  | FetchNode;

export interface FetchNode {
  readonly kind: 'fetch';
  readonly id: number;
  readonly service: string;
  readonly operation: string;
  readonly continues: readonly { readonly path: string; readonly by: string }[];
}

/** One call to a subgraph. Times are milliseconds, `startedAt` from the request's start. */
export interface Call {
  /** The number of its fetch in the plan. */
  readonly fetch: number | null;
  readonly service: string;
  readonly startedAt: number;
  readonly ms: number | null;
  readonly representations: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly outcome: string;
  readonly shared: boolean;
  readonly retries: number;
}

export interface Explanation {
  readonly plan: PlanNode | null;
  readonly known: 'text' | 'shape' | 'none' | null;
  readonly fetches: readonly Call[];
  readonly timings: Readonly<Record<string, number>>;
  readonly cost: { readonly estimated: number; readonly actual: number | null; readonly limit: number | null } | null;
}

interface Answer {
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Takes the explanation out of an answer, so that the answer is shown as everyone else gets it. */
export function takeExplanation<T extends Answer>(answer: T): { answer: T; explanation: Explanation | null } {
  const { extensions, ...others } = answer;
  if (!extensions?.explain) return { answer, explanation: null };
  const { explain, ...rest } = extensions;
  const shown = Object.keys(rest).length > 0 ? { ...others, extensions: rest } : others;
  return { answer: shown as T, explanation: explain as Explanation };
}

/** Where the bar of a call stands beside the others, in parts of a hundred of the time from the first call to the last answer. */
export function barOf(call: Call, calls: readonly Call[]): { left: number; width: number } {
  const start = Math.min(...calls.map(({ startedAt }) => startedAt));
  const end = Math.max(...calls.map(({ startedAt, ms }) => startedAt + (ms ?? 0)));
  const span = Math.max(end - start, 0.01);
  const left = ((call.startedAt - start) / span) * 100;
  return { left, width: Math.min(Math.max(((call.ms ?? 0) / span) * 100, 1), 100 - Math.min(left, 99)) };
}

/** A hue for a service, the same wherever it stands. */
export function hueOf(service: string): number {
  let hash = 0;
  for (const letter of service) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}
