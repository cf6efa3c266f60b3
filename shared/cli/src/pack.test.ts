import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const HERE = path.resolve(import.meta.dirname, '..');

/** Runs npm without the network, as where no registry is at hand. */
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });

test('the packed package installs outside of the repository and runs there', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-pack-'));
  try {
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(HERE, 'package.json'), 'utf8'));
    const folders = [HERE, ...Object.keys(dependencies).map((name) => fs.realpathSync(path.join(HERE, 'node_modules', name)))];
    const archives = folders.map((folder) => {
      const [packed] = JSON.parse(npm(dir, 'pack', folder, '--json', ...(folder === HERE ? [] : ['--ignore-scripts'])));
      return { archive: `./${packed.filename}`, files: packed.files.map(({ path: file }: { path: string }) => file) };
    });
    const own = archives[0]?.files as string[];
    expect(own).toEqual(
      expect.arrayContaining([
        'bin/union-graph.mjs',
        'dist/src/main.js',
        'specification/subgraph.md',
        'specification/events.json',
      ]),
    );
    expect(own.filter((file) => /test|\.ts$|node_modules/.test(file))).toEqual([]);
    fs.writeFileSync(path.join(dir, 'package.json'), '{ "name": "elsewhere", "private": true }');
    npm(dir, 'install', ...archives.map(({ archive }) => archive));
    const run = (...args: string[]): string =>
      execFileSync(path.join(dir, 'node_modules/.bin/union-graph'), args, {
        cwd: dir,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: dir },
      });
    expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('init', '--subgraph', 'ind-elsewhere')).toMatch(/Made union-graph.json/);
    expect(run('conformance', '--make-key', 'key.jwk')).toMatch(/"kid":"gateway"/);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
