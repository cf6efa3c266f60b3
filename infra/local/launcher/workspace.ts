import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package of the workspace that is compiled. */
export interface WorkspacePackage {
  readonly name: string;
  readonly folder: string;
  /** The folders and files that its build script compiles. */
  readonly parts: readonly string[];
  /** The packages that it depends on, by name. */
  readonly dependencies: readonly string[];
}

/** Where packages lie: a folder of one, or of several. */
const PLACES = ['gateway', 'infra', 'shared', 'subgraphs'];

/** Reads the packages under a root that are compiled by `build.mjs`. */
export function readPackages(root: string): WorkspacePackage[] {
  const places = PLACES.map((place) => path.join(root, place)).filter(existsSync);
  const folders = places.flatMap((place) => [place, ...readdirSync(place).map((name) => path.join(place, name))]);
  return folders.flatMap((folder) => {
    const file = path.join(folder, 'package.json');
    if (!existsSync(file)) return [];
    const { name, scripts, dependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
    const [program, script, ...parts] = scripts?.build?.split(' ') ?? [];
    if (program !== 'node' || !script?.endsWith('build.mjs')) return [];
    return [{ name, folder, parts: parts.map((part: string) => path.normalize(part)), dependencies: Object.keys(dependencies) }];
  });
}

/** The names of a package and of all packages of the workspace that it depends on, directly or through others. */
export function closureOf(name: string, packages: readonly WorkspacePackage[], found = new Set<string>()): Set<string> {
  const known = packages.find((one) => one.name === name);
  if (!known || found.has(name)) return found;
  found.add(name);
  for (const dependency of known.dependencies) closureOf(dependency, packages, found);
  return found;
}
