import path from 'node:path';
import { readDirectory } from '../local/launcher/directory.ts';
import { DATABASES } from '../local/launcher/services.ts';
import { loadDemo } from './index.ts';

// npm run data -- load demo: for databases that were made without it, or after a load that failed.
const [verb, set] = process.argv.slice(2);
const { databases } = readDirectory(path.resolve(process.env.DATA_DIR || '.data'));

if (verb !== 'load' || set !== 'demo') fail('Use it so: npm run data -- load demo');
else if (Object.keys(databases).length === 0) fail('There are no databases here yet. Run npm start first.');
else for (const name of DATABASES) await load(name, databases[name]?.migratorUrl);

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
