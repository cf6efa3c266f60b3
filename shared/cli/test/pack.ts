import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const HERE = path.resolve(import.meta.dirname, '..');
// @reads gateway/local
const LOCAL_GATEWAY = path.resolve(HERE, '../../gateway/local');

/** The command as it is published, installed in a folder outside of the repository. */
export interface Installed {
  readonly folder: string;
  /** The program. */
  readonly bin: string;
  /** The files in the archive of the command. */
  readonly files: readonly string[];
  remove(): void;
}

/** Runs npm without the network, as where no registry is at hand. */
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });

/** Packs the command and its dependencies, and installs the archives; with `withGateway` the local gateway, too. */
export function installPacked({ withGateway }: { readonly withGateway: boolean }): Installed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-pack-'));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(HERE, 'package.json'), 'utf8'));
  const ours = [HERE, ...(withGateway ? [LOCAL_GATEWAY] : [])];
  const others = Object.keys(dependencies).map((name) => fs.realpathSync(path.join(HERE, 'node_modules', name)));
  const pack = (of: string) => {
    const output = npm(folder, 'pack', of, '--json', ...(ours.includes(of) ? [] : ['--ignore-scripts']));
    return JSON.parse(output)[0] as { readonly filename: string; readonly files: readonly { readonly path: string }[] };
  };
  const archives = [...ours, ...others].map(pack);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "name": "elsewhere", "private": true }');
  npm(folder, 'install', ...archives.map(({ filename }) => `./${filename}`));
  return {
    folder,
    bin: path.join(folder, 'node_modules/.bin/union-graph'),
    files: (archives[0]?.files ?? []).map(({ path: file }) => file),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
