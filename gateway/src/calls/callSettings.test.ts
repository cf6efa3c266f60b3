import { DEFAULT_CALL_SETTINGS, readCallSettings } from './callSettings.ts';

const read = (env: NodeJS.ProcessEnv) => {
  const faults: string[] = [];
  return { settings: readCallSettings(env, faults), faults };
};

test('an empty environment gives the defaults of the README', () => {
  expect(read({ SUBGRAPH_QUEUE: '' })).toEqual({ settings: DEFAULT_CALL_SETTINGS, faults: [] });
});

test('each variable sets its setting', () => {
  const { settings, faults } = read({
    SUBGRAPH_TIMEOUT_MS: '1',
    SUBGRAPH_CONNECTIONS: '2',
    SUBGRAPH_QUEUE: '0',
    SUBGRAPH_MAX_BYTES: '4',
    SUBGRAPH_RETRIES: '0',
    SUBGRAPH_RETRY_PERCENT: '6',
    SUBGRAPH_BREAKER_PERCENT: '0',
    SUBGRAPH_BREAKER_CALLS: '8',
    SUBGRAPH_BREAKER_TIMEOUTS: '0',
    SUBGRAPH_BREAKER_WAIT_MS: '10',
    SUBGRAPH_BREAKER_MS: '9',
    SUBGRAPH_HEDGE_PERCENT: '100',
    SUBGRAPH_SHARING: 'off',
  });
  expect(faults).toEqual([]);
  expect(Object.values(settings)).toEqual([1, 2, 0, 4, 0, 6, 0, 8, 0, 10, 9, 100, false]);
});

test('all faults are reported at once, each with the variable’s name', () => {
  const { faults } = read({
    SUBGRAPH_TIMEOUT_MS: 'soon',
    SUBGRAPH_CONNECTIONS: '0',
    SUBGRAPH_RETRY_PERCENT: '101',
    SUBGRAPH_SHARING: 'maybe',
  });
  expect(faults.sort()).toEqual([
    'SUBGRAPH_CONNECTIONS must not be 0.',
    'SUBGRAPH_RETRY_PERCENT is more than 100: "101".',
    'SUBGRAPH_SHARING is neither "on" nor "off": "maybe".',
    'SUBGRAPH_TIMEOUT_MS is not a whole number: "soon".',
  ]);
});
