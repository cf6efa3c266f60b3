import { spawn } from 'node:child_process';
import { type FSWatcher, statSync, watch } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../root.ts';
import type { Child } from './child.ts';
import { untilReady } from './ready.ts';
import { schemaFaults } from './schemaFaults.ts';
import type { ServiceName } from './services.ts';
import { closureOf, readPackages, type WorkspacePackage } from './workspace.ts';

interface WatchOptions {
  /** The checkout. */
  readonly root: string;
  readonly children: Readonly<Partial<Record<ServiceName, Child>>>;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly say: (line: string) => void;
}

/** An editor writes several files in a row, and one file in several steps. */
const SETTLED_MS = 80;
const READY_WITHIN_MS = 30_000;

/**
 * Watches the sources of the services. What changed is compiled, and the services that run it are restarted, no others. A schema that does not parse or compose
 * with the others, and a source that does not compile, are told, and the service runs on as it is until the next change.
 */
export function watchSources({ root, children, ports, say }: WatchOptions): { stop(): Promise<void> } {
  const packages = readPackages(root);
  const services = (Object.keys(children) as ServiceName[]).map((name) => ({ name, uses: closureOf(packageOf(name), packages) }));
  const watched = packages.filter(({ name }) => services.some(({ uses }) => uses.has(name)));
  const changed = new Map<WorkspacePackage, { hasSchema: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();

  const apply = async (): Promise<void> => {
    const start = performance.now();
    const taken = [...changed];
    if (taken.length === 0) return;
    const faults = taken.some(([, { hasSchema }]) => hasSchema) ? schemaFaults(root) : [];
    if (faults.length > 0)
      return say(['A schema is not served; the last good one stays:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    for (const [one] of taken) {
      const fault = await compile(one);
      if (fault) return say(`${path.relative(root, one.folder)} is not compiled; what runs stays:\n${fault}`);
    }
    for (const [one, state] of taken) if (changed.get(one) === state) changed.delete(one);
    const restarted = services.filter(({ uses }) => taken.some(([{ name }]) => uses.has(name)));
    await Promise.all(restarted.map(({ name }) => children[name]?.restart()));
    await Promise.all(restarted.map(({ name }) => untilReady(`http://127.0.0.1:${ports[name]}/ready`, READY_WITHIN_MS)));
    say(`Reloaded ${restarted.map(({ name }) => name).join(', ')} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  };
  const note = (one: WorkspacePackage, file: string): void => {
    if (isLeftOut(file)) return;
    const hasSchema = file.endsWith('.graphql') || changed.get(one)?.hasSchema === true;
    changed.set(one, { hasSchema });
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(apply).catch((error: Error) => say(`The change is not applied: ${error.message}`));
    }, SETTLED_MS);
  };
  const watchers = watched.flatMap((one) => watchPackage(one, (file) => note(one, file)));
  return {
    stop: async () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await work;
    },
  };
}

const packageOf = (service: ServiceName): string => (service === 'identity' ? '@union-graph/infra' : `@union-graph/${service}`);

/** Tests and generated types run in no service. */
const isLeftOut = (file: string): boolean => !/\.(ts|mjs|graphql|json)$/.test(file) || /\.(test|gen|d)\.m?ts$/.test(file);

function watchPackage({ folder, parts }: WorkspacePackage, onChange: (file: string) => void): FSWatcher[] {
  const isFile = (part: string): boolean => statSync(path.join(folder, part), { throwIfNoEntry: false })?.isFile() === true;
  const files = parts.filter(isFile);
  const folders = parts.filter((part) => !isFile(part));
  const watchers = folders
    .filter((part) => statSync(path.join(folder, part), { throwIfNoEntry: false }))
    .map((part) => watch(path.join(folder, part), { recursive: true }, (_, file) => file && onChange(file)));
  // A file that is replaced is another file: its folder is watched.
  if (files.length > 0) watchers.push(watch(folder, (_, file) => file && files.includes(file) && onChange(file)));
  return watchers;
}

/** Compiles a package. Returns what the compiler says of a fault; null when there is none. */
function compile({ folder, parts }: WorkspacePackage): Promise<string | null> {
  const child = spawn(process.execPath, [path.join(ROOT, 'infra/build.mjs'), ...parts], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0 ? null : said.trim() || `exit code ${code}`)));
}
