import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installPacked } from '../test/pack.ts';

test('the packed package installs outside of the repository and runs there', () => {
  const { folder, bin, files, remove } = installPacked({ withGateway: false });
  try {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/union-graph.mjs',
        'dist/src/main.js',
        'specification/subgraph.md',
        'specification/events.json',
      ]),
    );
    expect(files.filter((file) => /test|\.ts$|node_modules/.test(file))).toEqual([]);
    const run = (...args: string[]): string =>
      execFileSync(bin, args, { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder } });
    expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('init', '--subgraph', 'ind-elsewhere')).toMatch(/Made union-graph.json/);
    expect(run('conformance', '--make-key', 'key.jwk')).toMatch(/"kid":"gateway"/);
    const env = { PATH: process.env.PATH, HOME: folder, UNION_GRAPH_TOKEN: 'a-token' };
    expect(() =>
      execFileSync(bin, ['dev', '--url', 'http://localhost:9/graphql'], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }),
    ).toThrow(/The gateway does not answer/);
  } finally {
    remove();
  }
});

test('in a checkout that is not built the command says how to build it', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-bin-'));
  try {
    const bin = path.join(folder, 'bin/union-graph.mjs');
    fs.cpSync(path.resolve(import.meta.dirname, '../bin/union-graph.mjs'), bin);
    const { status, stderr } = spawnSync(process.execPath, [bin, '--help'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^The command is not built[\s\S]*尚未构建/)]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
