import path from 'node:path';
import { readDirectory } from '../local/launcher/directory.ts';
import { DATABASES } from '../local/launcher/services.ts';
import { checkCity } from './city/check.ts';
import { loadCity } from './city/load.ts';
import { PROFILES } from './city/profile.ts';
import { loadDemo } from './index.ts';

const USAGE = `npm run data -- load demo      into the databases of a running start that were made without it
npm run data -- load city      the city as large as it is, into a database of its own; also "ceiling" and "sample"
npm run data -- check city     asks the graph for every figure that the city must show

A load that was cut short goes on where it was. To work on a set: npm start -- --data city`;

const [verb, set = ''] = process.argv.slice(2);

try {
  if (verb === 'load' && set === 'demo') await loadDemoIntoAll();
  else if (verb === 'load' && Object.hasOwn(PROFILES, set)) await loadCity(set, process.env, say);
  else if (verb === 'check' && Object.hasOwn(PROFILES, set)) process.exitCode = (await checkCity(set, process.env, say)) ? 0 : 1;
  else fail(USAGE);
} catch (error) {
  fail((error as Error).message);
}

async function loadDemoIntoAll(): Promise<void> {
  const { databases } = readDirectory(path.resolve(process.env.DATA_DIR || '.data'));
  if (Object.keys(databases).length === 0) return fail('There are no databases here yet. Run npm start first.');
  for (const name of DATABASES) await load(name, databases[name]?.migratorUrl);
}

async function load(name: string, migratorUrl: string | undefined): Promise<void> {
  if (!migratorUrl) return say(`${name}: no migrator URL is known, nothing is loaded`);
  try {
    const rows = await loadDemo(name, migratorUrl);
    say(rows === null ? `${name}: nothing to load` : `${name}: ${rows} rows`);
  } catch (error) {
    fail(`${name}: ${(error as Error).message}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
