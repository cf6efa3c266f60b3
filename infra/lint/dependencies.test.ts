import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What knip says, with the repository's configuration, of a repository with one subgraph. */
function check(manifest: object, source: string): { readonly said: string; readonly isClean: boolean } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dependencies-'));
  try {
    const write = (file: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    };
    write('package.json', '{ "name": "planted", "private": true }');
    write('pnpm-workspace.yaml', 'packages:\n  - subgraphs/*\n');
    write('subgraphs/library/package.json', JSON.stringify({ name: 'library', type: 'module', ...manifest }));
    write('subgraphs/library/src/main.ts', source);
    fs.copyFileSync(path.join(import.meta.dirname, 'knip.jsonc'), path.join(dir, 'knip.jsonc'));
    const { stdout, stderr, status } = spawnSync(
      path.join(root, 'node_modules/.bin/knip'),
      ['--no-progress', '--no-config-hints', '--no-gitignore'],
      { cwd: dir, encoding: 'utf8' },
    );
    return { said: stdout + stderr, isClean: status === 0 };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

describe('the dependencies of a package', () => {
  test('pass when a file imports each of them', () => {
    expect(check({ dependencies: { undici: '7.30.2' } }, `import 'undici';`)).toEqual({ said: '', isClean: true });
  });

  test('fail when no file imports one of them', () => {
    const { said, isClean } = check({ dependencies: { undici: '7.30.2', 'left-pad': '1.3.0' } }, `import 'undici';`);
    expect(isClean).toBe(false);
    expect(said).toMatch(/Unused dependencies \(1\)\s+left-pad\s+subgraphs\/library\/package\.json/);
  });

  test('fail when a file imports what the package.json does not name', () => {
    const { said, isClean } = check({}, `import 'undici';`);
    expect(isClean).toBe(false);
    expect(said).toMatch(/Unlisted dependencies \(1\)\s+undici\s+subgraphs\/library\/src\/main\.ts/);
  });
});
