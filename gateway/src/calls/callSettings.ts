/** How the gateway calls subgraphs. The limits hold for each subgraph separately. */
export interface CallSettings {
  /** The time limit of one call, waiting and retries included, to the last byte. */
  readonly timeoutMs: number;
  /** Concurrent requests; as many connections are kept open. */
  readonly connections: number;
  /** Calls that may wait in the queue. */
  readonly queue: number;
  /** A larger answer is a fault. */
  readonly maxBytes: number;
  /** How often one call is retried at most, and the retry budget in percent of all calls; 0 for no retries. */
  readonly retries: number;
  readonly retryPercent: number;
  /** The circuit breaker opens when this percentage of at least `breakerCalls` calls failed, for `breakerMs`; 0 percent for never. */
  readonly breakerPercent: number;
  readonly breakerCalls: number;
  /** It also opens after so many time-outs with no answer between them; 0 for never. */
  readonly breakerTimeouts: number;
  /**
   * A call that ends with the client's deadline counts as a time-out when the subgraph had so long to answer, and longer than nearly all its answers
   * take; 0 for never.
   */
  readonly breakerWaitMs: number;
  readonly breakerMs: number;
  /** The percentage of reads that may be hedged; 0 for none. */
  readonly hedgePercent: number;
  /** Whether equal reads of one viewer share one in-flight request. */
  readonly sharing: boolean;
}

export const DEFAULT_CALL_SETTINGS: CallSettings = {
  timeoutMs: 5_000,
  connections: 64,
  queue: 4_000,
  maxBytes: 16 * 1024 * 1024,
  retries: 2,
  retryPercent: 10,
  breakerPercent: 50,
  breakerCalls: 20,
  breakerTimeouts: 2,
  breakerWaitMs: 1_000,
  breakerMs: 2_000,
  hedgePercent: 0,
  sharing: true,
};

const VARIABLES = {
  timeoutMs: 'SUBGRAPH_TIMEOUT_MS',
  connections: 'SUBGRAPH_CONNECTIONS',
  queue: 'SUBGRAPH_QUEUE',
  maxBytes: 'SUBGRAPH_MAX_BYTES',
  retries: 'SUBGRAPH_RETRIES',
  retryPercent: 'SUBGRAPH_RETRY_PERCENT',
  breakerPercent: 'SUBGRAPH_BREAKER_PERCENT',
  breakerCalls: 'SUBGRAPH_BREAKER_CALLS',
  breakerTimeouts: 'SUBGRAPH_BREAKER_TIMEOUTS',
  breakerWaitMs: 'SUBGRAPH_BREAKER_WAIT_MS',
  breakerMs: 'SUBGRAPH_BREAKER_MS',
  hedgePercent: 'SUBGRAPH_HEDGE_PERCENT',
} as const;

const AT_LEAST_ONE: readonly string[] = ['timeoutMs', 'connections', 'maxBytes', 'breakerCalls'];

/** Reads the settings from the environment variables in gateway/README.md, and adds a sentence to `faults` for each invalid one. */
export function readCallSettings(env: NodeJS.ProcessEnv, faults: string[]): CallSettings {
  const sharing = env.SUBGRAPH_SHARING || 'on';
  if (sharing !== 'on' && sharing !== 'off') faults.push(`SUBGRAPH_SHARING is neither "on" nor "off": "${sharing}".`);
  const numbers = Object.entries(VARIABLES).flatMap(([setting, name]): [string, number][] => {
    const text = env[name];
    if (!text) return [];
    if (!/^\d{1,12}$/.test(text)) faults.push(`${name} is not a whole number: "${text}".`);
    else if (setting.endsWith('Percent') && Number(text) > 100) faults.push(`${name} is more than 100: "${text}".`);
    else if (AT_LEAST_ONE.includes(setting) && Number(text) === 0) faults.push(`${name} must not be 0.`);
    return [[setting, Number(text)]];
  });
  return { ...DEFAULT_CALL_SETTINGS, ...Object.fromEntries(numbers), sharing: sharing === 'on' };
}
