// Runs the tests of this package against a whole house: databases, sign-in, subgraphs and gateway as real processes on
// free ports with the demo data, beside whatever else runs on this machine. Arguments go to jest.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startHouse } from '@union-graph/infra/house';
import { freePort } from '@union-graph/infra/ports';
import { SERVICES, type ServiceName } from '@union-graph/infra/services';
import { openControl } from './control.ts';

const here = process.cwd();
process.chdir(path.resolve(import.meta.dirname, '../..'));
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-'));
const ports = {} as Record<ServiceName, number>;
for (const name of SERVICES) ports[name] = await freePort();

const say = (line: string) => process.stdout.write(`${line}\n`);
const house = await startHouse({
  dataDir,
  ports,
  only: SERVICES,
  fresh: false,
  verbose: false,
  env: { ...process.env, SUBGRAPH_POLL_MS: '1000' },
  say,
});
const control = await openControl(house);
const jest = spawn(process.execPath, [path.resolve('infra/jest.mjs'), '--runInBand', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: {
    ...process.env,
    // These tests bring their own databases; without the variable another server would be started for nothing.
    TEST_POSTGRES_URL: process.env.TEST_POSTGRES_URL || 'postgres://unused',
    HOUSE: JSON.stringify({
      dataDir,
      gateway: `http://127.0.0.1:${ports.gateway}`,
      issuer: `http://127.0.0.1:${ports.identity}`,
      control: control.url,
      services: Object.fromEntries(SERVICES.map((name) => [name, `http://127.0.0.1:${ports[name]}`])),
      databases: Object.fromEntries(Object.entries(house.databases.urls).map(([name, urls]) => [name, urls?.migratorUrl])),
    }),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => jest.kill(signal));
const code = await new Promise<number>((resolve) => jest.on('close', (status) => resolve(status ?? 1)));
control.close();
await house.stop();
fs.rmSync(dataDir, { recursive: true, force: true });
process.exit(code);
