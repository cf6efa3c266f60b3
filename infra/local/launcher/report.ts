import { PERSONS } from '../../data/demo/persons.ts';
import type { RunningHouse } from './house.ts';
import type { StartOptions } from './options.ts';
import type { DatabaseName, ServiceName } from './services.ts';

/** Persons to begin with: one for each kind of work that the graph does. */
const FIRST = [
  'wang-xiulan',
  'li-jianguo',
  'zhao-zhiqiang',
  'zhang-haiyan',
  'chen-xiaomei',
  'feng-jing',
  'sun-li',
  'lin-fang',
  'guo-wei',
  'gao-jie',
  'ding-hao',
];

/** What runs where, who can sign in, and how to ask: the last lines of a start. */
export function report({ only, ports, dataDir }: StartOptions, house: RunningHouse, seconds: number): string {
  const down = only.filter((name) => !house.readiness[name]?.ready);
  const state = down.length === 0 ? 'Everything runs' : `Not everything runs: see ${down.join(', ')}`;
  const parts = [
    `\n${state} (${seconds.toFixed(1)} s).\n`,
    ...only.map((name) => line(name, ports[name], house)),
    ...postgresLine(house, dataDir),
  ];
  if (only.includes('identity')) parts.push('', ...persons());
  if (only.includes('gateway') && only.includes('identity')) parts.push('', ...howToAsk(ports.gateway, only));
  return [...parts, '\nCtrl-C stops everything.\n'].join('\n');
}

function line(name: ServiceName, port: number, house: RunningHouse): string {
  const path = name === 'identity' ? '/.well-known/openid-configuration' : '/graphql';
  const database = databaseOf(name, house);
  const readiness = house.readiness[name];
  const state = readiness?.ready ? '' : `  not ready: ${readiness?.answer ?? 'no answer'}`;
  return `  ${name.padEnd(13)} ${`http://127.0.0.1:${port}${path}`.padEnd(34)}${database ? ` database ${database}` : ''}${state}`;
}

function databaseOf(name: ServiceName, { databases }: RunningHouse): string | undefined {
  const url = databases.urls[(name === 'gateway' ? 'governance' : name) as DatabaseName]?.appUrl;
  return url && new URL(url).pathname.slice(1);
}

function postgresLine({ databases: { postgres } }: RunningHouse, dataDir: string): string[] {
  return postgres ? [`  ${'PostgreSQL'.padEnd(13)} 127.0.0.1:${postgres.port}, data and keys in ${dataDir}`] : [];
}

function persons(): string[] {
  const shown = PERSONS.filter(({ login }) => FIRST.includes(login));
  return [
    `Demo persons, all invented (${PERSONS.length}; npm run token lists them):`,
    ...shown.map(({ login, nameZh, about }) => `  ${login.padEnd(14)} ${nameZh.padEnd(4, '\u3000')} ${about}`),
  ];
}

/** A question that what runs can answer. */
const questionFor = (only: readonly ServiceName[]): string =>
  only.includes('organisation')
    ? '{ me { nameZh } }'
    : only.includes('venues')
      ? '{ venues { nodes { nameZh } } }'
      : '{ __typename }';

const howToAsk = (port: number, only: readonly ServiceName[]): string[] => [
  `The graph, with GraphiQL and sign-in:  http://localhost:${port}/`,
  'A token for a person:                  npm run --silent token -- wang-xiulan',
  'A question:',
  `  curl -s http://127.0.0.1:${port}/graphql -H 'content-type: application/json' \\`,
  `    -H "authorization: Bearer $(npm run --silent token -- wang-xiulan)" -d '{"query":"${questionFor(only)}"}'`,
];
