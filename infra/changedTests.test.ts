import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { changedFiles, packageOf, touchedTests } from './changedTests.ts';

// @slow

const ROOT = path.resolve(import.meta.dirname, '..');

describe('what was changed', () => {
  let repository: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
      cwd: repository,
    });
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
    fs.writeFileSync(path.join(repository, file), text);
  };
  beforeAll(() => {
    repository = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-changed-'));
    git('init', '-q', '-b', 'main');
    for (const name of ['kept', 'edited', 'removed', 'moved']) write(`a/${name}.ts`, `// ${name}`);
    write('.gitignore', '*.gen.ts');
    git('add', '.');
    git('commit', '-qm', 'first');
    git('checkout', '-qb', 'work');
  });
  afterAll(() => fs.rmSync(repository, { recursive: true }));

  test('is what was committed since, what is not committed, and what git does not know yet, but nothing that it ignores', async () => {
    expect(await changedFiles(repository, 'main')).toEqual([]);
    write('a/edited.ts', '// otherwise');
    git('rm', '-q', 'a/removed.ts');
    git('mv', 'a/moved.ts', 'b.ts');
    git('commit', '-qam', 'second');
    write('a/staged.ts', '');
    git('add', '.');
    write('a/中文 and a blank.graphql', '');
    write('a/made.gen.ts', '');
    expect(await changedFiles(repository, 'main')).toEqual([
      'a/edited.ts',
      'a/moved.ts',
      'a/removed.ts',
      'a/staged.ts',
      'a/中文 and a blank.graphql',
      'b.ts',
    ]);
  });

  test('is not what others have changed meanwhile', async () => {
    git('stash', '-qu');
    git('checkout', '-q', 'main');
    write('a/kept.ts', '// by others');
    git('commit', '-qam', 'others');
    git('checkout', '-q', 'work');
    expect(await changedFiles(repository, 'main')).not.toContain('a/kept.ts');
  });
});

describe('the tests that a change touches', () => {
  const packagesOf = (tests: readonly string[]) => [...new Set(tests.map((test) => packageOf(ROOT, test)))].sort();

  test('are those that import it, through others too, and not those of another noun that do not', async () => {
    const tests = await touchedTests(ROOT, ['subgraphs/venues/src/booking/rules.ts']);
    expect(tests).toContain('subgraphs/venues/src/booking/rules.test.ts');
    expect(tests).toContain('subgraphs/venues/src/conformance.test.ts');
    expect(tests).not.toContain('subgraphs/venues/src/tariff/rules.test.ts');
    expect(packagesOf(tests)).not.toContain('subgraphs/training');
  });

  test('of what only a mutation leads to are those that name the mutation, and no others that import all resolvers', async () => {
    const tests = await touchedTests(ROOT, ['subgraphs/training/src/job-vacancy/postVacancy.ts']);
    expect(tests).toEqual(
      expect.arrayContaining([
        'subgraphs/training/src/conformance.test.ts',
        'subgraphs/training/src/job-vacancy/jobs.test.ts',
        'subgraphs/training/test/mutations/jobs.test.ts',
        'subgraphs/training/test/mutations.test.ts',
      ]),
    );
    for (const other of ['subgraphs/training/test/mutations/credits.test.ts', 'infra/data/demo/reach.test.ts'])
      expect(tests).not.toContain(other);
    // Other resolvers have something of it, or its program does without a mutation.
    const reads = await touchedTests(ROOT, ['subgraphs/training/src/job-vacancy/queries.ts']);
    expect(reads).toContain('subgraphs/training/test/mutations/credits.test.ts');
  });

  test('of a shared package are those of every package that imports it', async () => {
    expect(packagesOf(await touchedTests(ROOT, ['shared/subgraph/src/clock.ts']))).toEqual(
      expect.arrayContaining([
        'gateway',
        'shared/subgraph/test',
        'subgraphs/mediation',
        'subgraphs/organisation',
        'subgraphs/venues',
      ]),
    );
  });

  test('of SDL that packages share are those of every package that depends on it', async () => {
    const touched = packagesOf(await touchedTests(ROOT, ['shared/schema/sdl/base.graphql']));
    expect(touched).toEqual(expect.arrayContaining(['gateway', 'infra', 'shared/schema', 'subgraphs/venues']));
    expect(touched).not.toContain('test');
  });

  test('are those that start it as a program, directly or through others', async () => {
    const tests = await touchedTests(ROOT, ['gateway/src/config.ts']);
    // The first starts the program itself, the second by what tests share.
    expect(tests).toEqual(
      expect.arrayContaining(['gateway/src/governance/start.test.ts', 'gateway/src/partners/deferredCount.test.ts']),
    );
    expect(tests).not.toContain('gateway/src/checks/cost/compileCost.test.ts');
    expect(packagesOf(tests)).toEqual(['gateway', 'infra']);
  });

  test('are those that say that they read it', async () => {
    expect(await touchedTests(ROOT, ['gateway/console/operations/j-02-1-my-union.graphql'])).toContain(
      'gateway/src/checks/access/console.test.ts',
    );
    const tests = await touchedTests(ROOT, ['subgraphs/venues/src/tariff/policy.ts']);
    expect(tests).toEqual(expect.arrayContaining(['infra/lint/house.test.ts', 'infra/scaffold/output.test.ts']));
  });

  test('of a file that is no more and is imported all the same are those that import it', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-gone-'));
    try {
      fs.writeFileSync(path.join(folder, 'package.json'), '{}');
      fs.writeFileSync(path.join(folder, 'importer.ts'), "import './removed.ts';");
      fs.writeFileSync(path.join(folder, 'importer.test.ts'), "import './importer.ts';");
      execFileSync('git', ['init', '-q'], { cwd: folder });
      expect(await touchedTests(folder, ['removed.ts'])).toEqual(['importer.test.ts']);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  test('a changed test is run itself, and nothing else', async () => {
    expect(await touchedTests(ROOT, ['subgraphs/venues/src/tariff/rules.test.ts'])).toEqual([
      'subgraphs/venues/src/tariff/rules.test.ts',
    ]);
  });

  test.each([
    ['SDL', 'subgraphs/venues/schema/booking.graphql'],
    ['SQL', 'subgraphs/venues/migrations/1767312000000-createVenue.sql'],
    ['a file that is no more', 'subgraphs/venues/src/booking/gone.ts'],
    ['what a package depends on', 'subgraphs/venues/package.json'],
  ])('of %s, which no module imports, are all of its package', async (_, file) => {
    const tests = await touchedTests(ROOT, [file]);
    expect(tests).toContain('subgraphs/venues/src/tariff/rules.test.ts');
    expect(tests).toContain('subgraphs/venues/src/booking/life.test.ts');
  });

  test('of a migration are those that need a database', async () => {
    const [migration] = fs.readdirSync(path.join(ROOT, 'subgraphs/venues/migrations'));
    const tests = await touchedTests(ROOT, [`subgraphs/venues/migrations/${migration}`]);
    expect(tests).toContain('subgraphs/venues/src/booking/life.test.ts');
  });

  test('of a file that modules name are theirs', async () => {
    const tests = await touchedTests(ROOT, ['gateway/supergraph.graphql']);
    expect(tests).toContain('gateway/console/operations.test.ts');
    expect(packagesOf(tests)).not.toContain('subgraphs/venues');
  });

  test('of the lock file, and of how tests are run, are all', async () => {
    const tests = await touchedTests(ROOT, ['pnpm-lock.yaml']);
    expect(packagesOf(tests)).toEqual(
      expect.arrayContaining(['gateway', 'gateway/console', 'infra', 'subgraphs/training', 'test']),
    );
    expect(await touchedTests(ROOT, ['infra/jest.config.mjs'])).toEqual(tests);
  });

  test('of a text for people are those that read it', async () => {
    expect(await touchedTests(ROOT, ['README.md'])).toEqual([]);
    for (const subgraph of ['organisation', 'venues'])
      expect(await touchedTests(ROOT, [`subgraphs/${subgraph}/README.md`])).toEqual([
        `subgraphs/${subgraph}/src/diagrams.test.ts`,
      ]);
  });
});
