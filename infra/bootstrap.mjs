// What every task needs first: a Node that is new enough, an environment without surprises, installed dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Ends the process with a plain sentence when this Node is older than package.json asks for. */
export function requireNode() {
  const wanted = manifest().engines.node.replace('>=', '');
  const parts = (version) => version.replace('v', '').split('.').map(Number);
  const [major, minor] = parts(process.version);
  const [wantedMajor, wantedMinor] = parts(wanted);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  process.stderr.write(`This needs Node ${wanted} or newer; here is ${process.version}. See https://nodejs.org\n`);
  process.exit(1);
}

/** Moves to the checkout and sets the environment that tasks and their children share. */
export function prepareEnvironment() {
  process.chdir(root);
  const { env } = process;
  env.PATH = path.join(root, 'node_modules', '.bin') + path.delimiter + env.PATH;
  env.TURBO_TELEMETRY_DISABLED = '1';
  env.APOLLO_TELEMETRY_DISABLED = 'true';
  // npm describes the task that called us; pnpm and turbo would take that for their own.
  for (const name of Object.keys(env)) if (/^npm_(package|command|node_execpath|execpath)/.test(name)) delete env[name];
  if (!isWritable(os.homedir())) {
    env.HOME = path.join(root, '.data', 'home');
    env.npm_config_cache = path.join(env.HOME, '.npm');
    mkdirSync(env.HOME, { recursive: true });
  }
}

/** Installs what the lock file names, unless that was done already for this Node on this machine. Talks on stderr only. */
export function installIfStale() {
  const stamp = path.join(root, 'node_modules', '.install-stamp');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .update(process.version + process.platform + process.arch)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing dependencies …\n');
  // CI=1: replace node_modules without asking. npx, since a pnpm in node_modules could be replaced while it runs.
  const { status, error } = spawnSync(
    'npx',
    ['--yes', manifest().packageManager, 'install', '--frozen-lockfile', '--prefer-offline'],
    {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, CI: '1' },
      shell: process.platform === 'win32',
    },
  );
  if (error || status !== 0) {
    process.stderr.write('The dependencies could not be installed; the lines above say why.\n');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
