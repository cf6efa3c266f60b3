// What is compiled: which sources a package's `dist` is made from, whether it is made from those that there are now, and making it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of a package that holds what it is compiled to. */
export const OUT = 'dist';
/** In it, the hash of the sources that it was compiled from. */
export const STAMP = '.sources';

/** How Node runs compiled programs: packages of the workspace give their `dist`. NODE_OPTIONS=--enable-source-maps names the sources in stack traces. */
export const RUN_COMPILED = ['--conditions=compiled'];

/** Where packages lie: a folder of one, or of several. */
const PLACES = ['gateway', 'infra', 'shared', 'subgraphs'];

/** Tests and types are not needed to run a program. */
const isLeftOut = (file) => /\.(test|gen|d)\.m?ts$/.test(file) || file.split(path.sep).includes('node_modules');

/** Brings every `dist` up to date. Rejects with the compiler's words when a source cannot be compiled. */
export async function compileChanged() {
  const current = await Promise.all((await packages()).map(isCurrent));
  if (current.every(Boolean)) return;
  await build('--filter=!@union-graph/console');
}

/** Builds the page at the gateway's door where its sources have changed. Rejects with the bundler's words. */
export const buildPage = () => build('--filter=@union-graph/console');

/** The folders of all packages that are compiled. */
async function packages() {
  const nested = await Promise.all(
    PLACES.map(async (place) => (await readdir(path.join(ROOT, place))).map((name) => path.join(place, name))),
  );
  const folders = [...PLACES, ...nested.flat()].map((name) => path.join(ROOT, name));
  const compiled = await Promise.all(folders.map(async (folder) => ((await partsOf(folder)) ? [folder] : [])));
  return compiled.flat();
}

/** What a package has compiled, as its build script names it; null for a package that is not compiled, and where there is none. */
async function partsOf(folder) {
  const manifest = await readIfThere(path.join(folder, 'package.json'));
  const [program, script, ...parts] = (manifest && JSON.parse(manifest).scripts?.build?.split(' ')) || [];
  return program === 'node' && script.endsWith('build.mjs') ? parts : null;
}

/** Whether the `dist` of the package in a folder was compiled from the sources that are there. */
export async function isCurrent(folder) {
  const parts = await partsOf(folder);
  const stamp = await readIfThere(path.join(folder, OUT, STAMP));
  return stamp !== null && stamp === (await stampOf(folder, await sourcesOf(folder, parts)));
}

async function readIfThere(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  }
}

/** The files to compile or copy, relative to their package: those in the given folders and the given files. */
export async function sourcesOf(folder, parts) {
  const files = await Promise.all(parts.map((part) => filesIn(folder, part)));
  return files
    .flat()
    .filter((file) => !isLeftOut(file))
    .sort();
}

async function filesIn(folder, part) {
  if ((await stat(path.join(folder, part))).isFile()) return [part];
  const entries = await readdir(path.join(folder, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/** One hash of all sources, and of the program and options that compile them. */
export async function stampOf(folder, files) {
  const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
  const hash = createHash('sha256');
  for (const program of ['build.mjs', 'swc.mjs']) hash.update(await readFile(path.join(ROOT, 'infra', program)));
  for (const [at, file] of files.entries()) hash.update(`\0${file}\0`).update(contents[at]);
  return hash.digest('hex');
}

function build(filter) {
  // Turbo asks pnpm about the workspace, which is installed beside it.
  const PATH = [path.join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter);
  const child = spawn('turbo', ['run', 'build', filter, '--output-logs=errors-only'], {
    cwd: ROOT,
    env: { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows the command is a script.
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}
