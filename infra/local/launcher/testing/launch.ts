import { startHouse } from '../house.ts';
import { readOptions } from '../options.ts';
import { SUBGRAPHS } from '../services.ts';

// A launcher of its own for the tests that kill one: smallest services, the options of the real one. Tells its children's ids.
const service = 'infra/local/launcher/testing/service.mjs';
const house = await startHouse({
  ...readOptions(process.argv.slice(2), process.env),
  env: process.env,
  say: () => {},
  demo: false,
  entries: Object.fromEntries([...SUBGRAPHS, 'gateway', 'identity'].map((name) => [name, service])),
});
const pids = [...Object.values(house.children).map((child) => child.pid), house.databases.postgres?.pid];
process.stdout.write(`${JSON.stringify(pids)}\n`);
