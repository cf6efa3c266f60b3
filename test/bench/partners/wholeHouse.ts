import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startHouse } from '@union-graph/infra/house';
import { freePort } from '@union-graph/infra/ports';
import { SERVICES, type ServiceName } from '@union-graph/infra/services';
import pg from 'pg';
import type { BenchOperation } from '../graphs/graph.ts';
import { pinning } from '../processes.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TODAY = '2013-10-19T10:00:00+08:00';
const YEAR = '(period: { from: "2013-01-01", to: "2013-09-30" })';

/** Fifty service points of one subgraph, out of its database. */
export const POINTS: BenchOperation = {
  name: 'Points',
  title: 'fifty service points of one subgraph',
  query: 'query Points { servicePoints(first: 50) { nodes { nameZh address openingHours { weekday opens closes } functions } } }',
};

/** What an institute asks: the districts, with figures of four more subgraphs. */
export const FIGURES: BenchOperation = {
  name: 'Figures',
  title: 'figures of 17 districts out of five subgraphs',
  query: `query Figures { districts { code mediationStats${YEAR} { received suppressed } skillsStats${YEAR} { enrolled }
    venueStats${YEAR} { bookings } fundStats${YEAR} { aidPaidFen projects } } }`,
};

/** All services as processes of their own on the demo data, with whoever may ask. */
export interface WholeHouse {
  readonly url: string;
  readonly gatewayPid: () => number;
  /** Headers by who asks: a person, and the programs of a contact organisation and of an institute. */
  readonly headers: Readonly<Record<'person' | 'contact' | 'institute', Readonly<Record<string, string>>>>;
  /** Changes the agreements, so that the next request under each finds no schema. */
  readonly changeAgreements: () => Promise<void>;
  /** Ends the gateway and waits for the next one, which has read nothing yet for anybody. */
  readonly restartGateway: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function openWholeHouse(): Promise<WholeHouse> {
  process.chdir(ROOT);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-house-'));
  const ports = {} as Record<ServiceName, number>;
  for (const name of SERVICES) ports[name] = await freePort();
  const env = { ...process.env, LOG_LEVEL: 'error', SUBGRAPH_SHARING: 'off' };
  const house = await startHouse({ dataDir, ports, only: SERVICES, fresh: false, verbose: false, env, say: () => undefined });
  const url = `http://127.0.0.1:${ports.gateway}`;
  pin(house.children.gateway?.pid, pinning?.gateway);
  for (const [name, child] of Object.entries(house.children)) if (name !== 'gateway') pin(child.pid, pinning?.rest);
  pin(house.databases.postgres?.pid, pinning?.rest);
  const owner = new pg.Pool({ connectionString: house.databases.urls.governance?.migratorUrl, max: 1 });
  owner.on('error', () => undefined);
  await owner.query('update data_sharing_agreement set per_minute = 1000000000, per_day = 1000000000, max_cost = 1000000');
  const tokenOf = async (name: string) => {
    const told = { ...process.env, DATA_DIR: dataDir, OIDC_ISSUER: `http://127.0.0.1:${ports.identity}` };
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/run.mjs', 'token', name], { env: told });
    return { authorization: `Bearer ${stdout.trim().split('\n').at(-1)}`, 'x-test-now': TODAY };
  };
  return {
    url,
    gatewayPid: () => house.children.gateway?.pid as number,
    headers: {
      person: await tokenOf('shen-ping'),
      contact: { ...(await tokenOf('ngo-secret')), 'x-purpose': 'MATCHING' },
      institute: { ...(await tokenOf('ngo-institute')), 'x-purpose': 'STATISTICS' },
    },
    changeAgreements: async () => {
      await owner.query(
        `update field_approval set mask = case when mask is null then 'REGION' end where coordinate = 'ServicePoint.address'`,
      );
    },
    restartGateway: async () => {
      process.kill(house.children.gateway?.pid as number, 'SIGKILL');
      await sleep(300);
      for (const end = Date.now() + 60_000; !(await isReady(url)); await sleep(50))
        if (Date.now() > end) throw new Error('The gateway does not come back.');
      pin(house.children.gateway?.pid, pinning?.gateway);
    },
    stop: async () => {
      await owner.end();
      await house.stop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

function pin(pid: number | undefined, cores: string | undefined): void {
  if (pid && cores) spawnSync('taskset', ['-a', '-c', '-p', cores, String(pid)]);
}
