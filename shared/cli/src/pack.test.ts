import { execFileSync } from 'node:child_process';
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
