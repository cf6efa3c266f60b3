/** How the gateway calls subgraphs; each of them is called by these settings on its own account. */
export interface CallSettings {
  /** For one call with its waiting and its retries, from the operation's asking to the last byte. */
  readonly timeoutMs: number;
  /** Requests under way at once; as many connections are kept. */
  readonly connections: number;
  /** Calls that may wait for one of those to end. */
  readonly queue: number;
  /** An answer larger than this is not read to its end. */
  readonly maxBytes: number;
  /** How often one call is sent again at most, and how many in a hundred calls altogether. 0 for never. */
  readonly retries: number;
  readonly retryPercent: number;
  /** How many in a hundred calls must fail, and of how many calls at least, for calls to be held back, and for how long. 0 for never. */
  readonly breakerPercent: number;
  readonly breakerCalls: number;
  readonly breakerMs: number;
  /** How many in a hundred reads may be sent a second time because the first answer is late. 0 for none. */
  readonly hedgePercent: number;
  /** Whether reads that are the same, for the same reader, at the same time are sent once. */
  readonly sharing: boolean;
}

export const DEFAULT_CALLS: CallSettings = {
  timeoutMs: 5_000,
  connections: 64,
  queue: 4_000,
  maxBytes: 16 * 1024 * 1024,
  retries: 2,
  retryPercent: 10,
  breakerPercent: 50,
  breakerCalls: 20,
  breakerMs: 2_000,
  hedgePercent: 0,
  sharing: true,
};

const NAMES = {
  timeoutMs: 'SUBGRAPH_TIMEOUT_MS',
  connections: 'SUBGRAPH_CONNECTIONS',
  queue: 'SUBGRAPH_QUEUE',
  maxBytes: 'SUBGRAPH_MAX_BYTES',
  retries: 'SUBGRAPH_RETRIES',
  retryPercent: 'SUBGRAPH_RETRY_PERCENT',
  breakerPercent: 'SUBGRAPH_BREAKER_PERCENT',
  breakerCalls: 'SUBGRAPH_BREAKER_CALLS',
  breakerMs: 'SUBGRAPH_BREAKER_MS',
  hedgePercent: 'SUBGRAPH_HEDGE_PERCENT',
} as const;

const AT_LEAST_ONE: readonly string[] = ['timeoutMs', 'connections', 'maxBytes', 'breakerCalls'];

/** Reads the settings from the environment (the table of gateway/README.md) and adds what is wrong with it to `faults`. */
export function readCallSettings(env: NodeJS.ProcessEnv, faults: string[]): CallSettings {
  const sharing = env.SUBGRAPH_SHARING || 'on';
  if (sharing !== 'on' && sharing !== 'off') faults.push(`SUBGRAPH_SHARING is neither "on" nor "off": "${sharing}".`);
  const numbers = Object.entries(NAMES).flatMap(([setting, name]): [string, number][] => {
    const text = env[name];
    if (!text) return [];
    if (!/^\d{1,12}$/.test(text)) faults.push(`${name} is not a whole number: "${text}".`);
    else if (setting.endsWith('Percent') && Number(text) > 100) faults.push(`${name} is more than 100: "${text}".`);
    else if (AT_LEAST_ONE.includes(setting) && Number(text) === 0) faults.push(`${name} must not be 0.`);
    return [[setting, Number(text)]];
  });
  return { ...DEFAULT_CALLS, ...Object.fromEntries(numbers), sharing: sharing === 'on' };
}
