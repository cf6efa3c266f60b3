import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import leftOpen from './jest/leftOpen.cjs';

const here = (specifier) => fileURLToPath(import.meta.resolve(specifier));

/** Folders in the package of the current folder that are packages of their own, and run their tests themselves. */
const nestedPackages = readdirSync('.').filter((folder) => existsSync(`${folder}/package.json`));

/** One configuration for every package: ES modules loaded by Node itself, TypeScript by swc, real PostgreSQL (see jest.mjs). */
export default {
  testEnvironment: here('./jest/environment.cjs'),
  runtime: here('./jest/runtime.cjs'),
  testSequencer: here('./jest/sequencer.cjs'),
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...nestedPackages.map((folder) => `<rootDir>/${folder}/`)],
  modulePathIgnorePatterns: ['/dist/'],
  // A limit that ends what hangs, and no expectation of speed: machines with much else to do are slow. Waits for a condition
  // end before it and say what they waited for (shared/testing/src/eventually.ts).
  testTimeout: 600_000,
  maxWorkers: 2,
  workerGracefulExitTimeout: leftOpen.SECONDS_TO_END * 1000,
  reporters: ['default', here('./jest/leftOpen.cjs')],
  // Seconds from which a file's time is printed, and found by infra/test.ts for its table.
  slowTestThreshold: 1,
  // Node loads and compiles what tests import (jest.mjs, jest/typescript.mjs).
  transform: {},
};
