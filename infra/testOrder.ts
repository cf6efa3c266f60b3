import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Packages by how long their tests take, the longest first; for a machine that has not run them yet. Others are short. */
const USUALLY = ['infra', 'warmth-fund', 'gateway', 'organisation', 'mediation', 'venues', 'training', 'subgraph-tests'].map(
  (name) => `@union-graph/${name}`,
);

/** Seconds that tests took, by the name of their package. */
export type Seconds = ReadonlyMap<string, number>;

/** The order in which packages begin: the longest first, so that none begins when the others have ended. One whose time is not known is placed by a written order. */
export function longestFirst(names: readonly string[], known: Seconds): string[] {
  const usual = (name: string) => (USUALLY.includes(name) ? USUALLY.length - USUALLY.indexOf(name) : 0);
  // Some are known only where new packages have come since; they begin first, since nothing is known of them.
  const seconds = (name: string) => known.get(name) ?? (known.size > 0 ? Number.POSITIVE_INFINITY : usual(name));
  return [...names].sort((one, other) => (seconds(one) < seconds(other) ? 1 : seconds(one) > seconds(other) ? -1 : 0));
}

/** The times of the last runs, kept in a file. */
export function readSeconds(file: string): Seconds {
  if (!fs.existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, number>));
}

/** Keeps the times of a run; of packages that it did not run those of earlier runs stay. */
export function keepSeconds(file: string, seconds: Seconds): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries([...readSeconds(file), ...seconds])));
}

/** The names of the packages of a checkout that have tests. */
export function testedPackages(root: string): string[] {
  const files = execFileSync('git', ['ls-files', '-z', '--', '*/package.json'], { cwd: root, encoding: 'utf8' }).split('\0');
  return files
    .filter((file) => file && fs.existsSync(path.join(root, file)))
    .map((file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Manifest)
    .flatMap(({ name, scripts }) => (name && scripts?.test ? [name] : []));
}

interface Manifest {
  readonly name?: string;
  readonly scripts?: { readonly test?: string };
}
