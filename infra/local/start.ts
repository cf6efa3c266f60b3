import { buildPage } from '../compiled.mjs';
import { startHouse } from './launcher/house.ts';
import { HELP, LauncherError, readOptions } from './launcher/options.ts';
import { report } from './launcher/report.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof LauncherError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) return say(HELP);
  const stopped = whenAskedToStop();
  const prepare = options.only.includes('gateway') ? preparePage : undefined;
  const starting = startHouse({ ...options, env: process.env, say, ...(prepare ? { prepare } : {}) });
  // Ctrl-C before everything is up: what has been started ends with this process (leash.mjs, and the pipe of PostgreSQL).
  const house = await Promise.race([starting, stopped]);
  if (house) {
    say(report(options, house, (Date.now() - startedAt) / 1000));
    await stopped;
    say('Stopping …');
    await house.stop();
    say('Stopped.');
  }
  process.exit(0);
}

/** Settles on the first signal to stop; later ones change nothing, as a terminal and npm both pass on one Ctrl-C. */
function whenAskedToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(undefined));
    // A signal to npm does not always come through its shell to us; that the shell is gone tells as much.
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && resolve(undefined), 500).unref();
  });
}

/** A house without its page still answers, so a page that cannot be built is only told. */
async function preparePage(): Promise<void> {
  await buildPage().then(
    () => say('The page at the door is built'),
    (error: Error) => say(`The page at the door could not be built:\n${error.message}`),
  );
}
