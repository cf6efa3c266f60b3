// Runs the tests of the package in the current folder: `node ../infra/jest.mjs [pattern] [jest options]`; of those in the file
// TEST_FILES, which `npm test -- --changed` makes, when there is one.
// Tests find a PostgreSQL superuser URL in TEST_POSTGRES_URL; when it is unset, a throw-away server is started for this run.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { compileChanged } from './compiled.mjs';

const jest = fileURLToPath(new URL('./bin/jest.js', import.meta.resolve('jest/package.json')));
const config = fileURLToPath(new URL('./jest.config.mjs', import.meta.url));

let postgres;
if (!process.env.TEST_POSTGRES_URL) {
  const { startThrowAwayPostgres } = await tsImport('./local/postgres.ts', import.meta.url);
  postgres = await startThrowAwayPostgres();
}

// Tests start programs as they are compiled. A run of all packages has compiled them before (test.ts).
if (!process.env.TEST_COMPILED) await compileChanged();

const { TEST_FILES } = process.env;
const chosen = TEST_FILES ? ['--runTestsByPath', ...JSON.parse(readFileSync(TEST_FILES, 'utf8'))[process.cwd()]] : [];

const child = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    '--import',
    new URL('./jest/typescript.mjs', import.meta.url).href,
    jest,
    '--config',
    config,
    '--rootDir',
    process.cwd(),
    // A package may have no tests yet; a pattern that names none is a mistake.
    ...(process.argv.length > 2 || TEST_FILES ? [] : ['--passWithNoTests']),
    ...process.argv.slice(2),
    ...chosen,
  ],
  { stdio: 'inherit', env: { ...process.env, TEST_COMPILED: '1', ...(postgres && { TEST_POSTGRES_URL: postgres.url }) } },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', async (code) => {
  await postgres?.stop();
  process.exit(code ?? 1);
});
