import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

function run(program: 'eslint' | 'biome' | 'depcruise', args: string[], cwd: string, input = ''): string {
  const { stdout, stderr } = spawnSync(path.join(root, 'node_modules/.bin', program), args, { cwd, input, encoding: 'utf8' });
  return stdout + stderr;
}

describe('the SDL of a subgraph', () => {
  const lint = (sdl: string) => run('eslint', ['--stdin', '--stdin-filename', 'subgraphs/venues/schema.graphql'], root, sdl);

  test('passes when everything is described and has its level', () => {
    const sdl = `
      type Query {
        "All venues."
        venues: [Venue!]! @tag(name: "pub")
      }
      extend type Mutation {
        "Renames a venue."
        renameVenue("Which, and how." input: RenameVenueInput!): Venue @requiresScopes(scopes: [["write"]]) @tag(name: "int")
      }
      "Which, and how."
      input RenameVenueInput {
        "Which."
        id: ID!
      }
      "A venue."
      type Venue @key(fields: "id") {
        "Its id."
        id: ID! @tag(name: "pub")
        "Belongs to another subgraph."
        rank: Int @external
      }`;
    expect(lint(sdl)).toBe('');
  });

  test('names each fault and its mend', () => {
    const said = lint(`
      "x" type NoLevel { "x" a: Int }
      "x" type TwoLevels { "x" a: Int @tag(name: "pub") @tag(name: "per") }
      "x" interface NoLevelEither { "x" a: Int }
      type Undescribed { undescribedField(undescribedArgument: Int): Int @tag(name: "pub") }
      "x" enum Values { UNDESCRIBED_VALUE "x" lowerValue }
      "x" type Names { "x" UpperField: Int @tag(name: "pub") }
      type Mutation {
        "x" unguarded: Int @tag(name: "int")
        "x" halfGuarded: Int @tag(name: "int") @requiresScopes(scopes: [["write"], ["read"]])
        "x" guarded: Int @tag(name: "int") @requiresScopes(scopes: [["write"]])
      }`);
    for (const fault of [
      /"NoLevel\.a" has no level: add one of @tag\(name: "pub"\)/,
      /"TwoLevels\.a" has 2 levels \(pub, per\): keep the strictest/,
      /"NoLevelEither\.a" has no level/,
      /Description is required for type "Undescribed"/,
      /Description is required for field "undescribedField"/,
      /Description is required for input value "undescribedArgument"/,
      /Description is required for enum value "UNDESCRIBED_VALUE"/,
      /"lowerValue" should be in UPPER_CASE/,
      /"UpperField" should be in camelCase/,
      /Mutation "unguarded" may be called with a token for reading/,
      /Mutation "halfGuarded" may be called/,
    ]) {
      expect(said).toMatch(fault);
    }
    expect(said).not.toContain('"guarded"');
  });
});

describe('TypeScript', () => {
  let dir: string;
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lint-test-'));
    fs.copyFileSync(path.join(root, 'biome.json'), path.join(dir, 'biome.json'));
  });
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  /** Writes the files and gives those in which the rule is broken. */
  function brokenIn(rule: string, files: Record<string, string>): string[] {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    }
    const said = run('biome', ['lint', '--max-diagnostics=none', '--colors=off', '.'], dir);
    return Object.keys(files).filter((file) =>
      new RegExp(`${file.replaceAll('.', '\\.')}:\\d+:\\d+ lint/\\w+/${rule} `).test(said),
    );
  }

  test('keeps the arrows between packages', () => {
    const forbidden: [string, string][] = [
      ['subgraphs/venues/src/venue/a.ts', '@union-graph/training'],
      ['subgraphs/venues/src/venue/b.ts', '../../../training/src/subgraph.ts'],
      ['subgraphs/venues/src/venue/c.ts', '@union-graph/gateway'],
      ['subgraphs/venues/src/venue/d.ts', '../../../../shared/subgraph/src/ids.ts'],
      ['gateway/src/a.ts', '@union-graph/venues'],
      ['gateway/src/b.ts', '../../subgraphs/venues/src/subgraph.ts'],
      ['shared/subgraph/src/a.ts', '@union-graph/venues'],
      ['shared/schema/src/a.ts', '@union-graph/infra/data'],
    ];
    const allowed: [string, string][] = [
      ['subgraphs/venues/src/venue/e.ts', '@union-graph/subgraph'],
      ['subgraphs/venues/src/venue/f.ts', '../database.ts'],
      ['subgraphs/venues/src/g.ts', '../migrations/1-create.ts'],
      ['gateway/src/c.ts', '@union-graph/identity'],
      ['shared/testing/src/a.ts', '@union-graph/subgraph/provision'],
      ['test/journeys/a.ts', '@union-graph/infra/house'],
    ];
    const importing = ([file, from]: [string, string]) => [file, `import { x } from '${from}';\nexport const y = x;\n`];
    const files = Object.fromEntries([...forbidden, ...allowed].map(importing));
    expect(brokenIn('noRestrictedImports', files)).toEqual(forbidden.map(([file]) => file));
  });

  test('lets no function but a test have more than 45 lines, and none of data and benchmarks more than 60', () => {
    const lines = (count: number) => `export function long(): void {\n${'  console.log(1);\n'.repeat(count)}}\n`;
    const files = {
      'infra/long.ts': lines(46),
      'gateway/test/long.ts': lines(46),
      'infra/data/long.ts': lines(61),
      'subgraphs/venues/src/long.test.ts': lines(61),
      'shared/subgraph/src/short.ts': lines(45),
      'infra/data/short.ts': lines(60),
    };
    expect(brokenIn('noExcessiveLinesPerFunction', files)).toEqual([
      'infra/long.ts',
      'gateway/test/long.ts',
      'infra/data/long.ts',
    ]);
  });

  test('lets no test be left out or run alone', () => {
    expect(brokenIn('noFocusedTests', { 'infra/only.test.ts': "test.only('x', () => {});\n" })).toHaveLength(1);
    expect(brokenIn('noSkippedTests', { 'infra/skip.test.ts': "test.skip('x', () => {});\n" })).toHaveLength(1);
  });
});

describe('the floors of the gateway', () => {
  let dir: string;
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'floors-test-'));
  });
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  /** Writes files that hold one line each, and gives the rules that are broken, each with its two files. */
  function brokenBy(files: Record<string, string>): string[] {
    fs.rmSync(path.join(dir, 'gateway'), { recursive: true, force: true });
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(dir, 'gateway', file)), { recursive: true });
      fs.writeFileSync(path.join(dir, 'gateway', file), `${text}\nexport {};\n`);
    }
    const config = path.join(root, 'infra/lint/floors.config.mjs');
    const said = JSON.parse(run('depcruise', ['--config', config, '--output-type', 'json', 'gateway/src'], dir));
    return said.summary.violations.map(
      ({ rule, from, to }: { rule: { name: string }; from: string; to: string }) => `${rule.name}: ${from} → ${to}`,
    );
  }

  const bottom = { 'src/calls/call.ts': '', 'src/request/context.ts': '', 'src/config.ts': '', 'test/house.ts': '' };

  test('an import of what lies below passes, and so does a test that looks from above', () => {
    expect(
      brokenBy({
        ...bottom,
        'src/execution/run.ts': "import '../calls/call.ts';\nimport type { A } from '../request/context.ts';",
        'src/calls/call.test.ts': "import '../execution/run.ts';\nimport '../../test/house.ts';",
        'src/server.ts': "import './config.ts';\nimport './execution/run.ts';",
      }),
    ).toEqual([]);
  });

  test.each([
    [
      'upward',
      { 'src/request/a.ts': "import '../calls/call.ts';" },
      'request-imports-downward: gateway/src/request/a.ts → gateway/src/calls/call.ts',
    ],
    [
      'of a type, upward',
      { 'src/request/a.ts': "import type { A } from '../calls/call.ts';" },
      'request-imports-downward: gateway/src/request/a.ts → gateway/src/calls/call.ts',
    ],
    [
      'exported again, upward',
      { 'src/request/a.ts': "export { a } from '../calls/call.ts';" },
      'request-imports-downward: gateway/src/request/a.ts → gateway/src/calls/call.ts',
    ],
    [
      'of what is put together at the top',
      { 'src/calls/a.ts': "import type { A } from '../config.ts';" },
      'calls-imports-downward: gateway/src/calls/a.ts → gateway/src/config.ts',
    ],
    [
      'from a folder that has no floor',
      { 'src/helpers/a.ts': "import '../calls/call.ts';" },
      'folder-without-floor: gateway/src/helpers/a.ts → gateway/src/calls/call.ts',
    ],
    [
      'of tests',
      { 'src/calls/a.ts': "import '../../test/house.ts';" },
      'not-from-tests: gateway/src/calls/a.ts → gateway/test/house.ts',
    ],
  ])('an import %s is a fault', (_, files, fault) => {
    expect(brokenBy({ ...bottom, ...files })).toEqual([fault]);
  });

  test('a mutual import is a fault', () => {
    const files = { 'src/calls/a.ts': "import '../execution/b.ts';", 'src/execution/b.ts': "import '../calls/a.ts';" };
    expect(brokenBy({ ...bottom, ...files })).toEqual([
      'calls-imports-downward: gateway/src/calls/a.ts → gateway/src/execution/b.ts',
    ]);
  });
});
