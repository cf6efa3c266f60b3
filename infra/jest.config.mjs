import { fileURLToPath } from 'node:url';

const here = (specifier) => fileURLToPath(import.meta.resolve(specifier));

/** One configuration for every package: TypeScript by swc, ES modules, real PostgreSQL (see jest.mjs). */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/console/'],
  modulePathIgnorePatterns: ['/dist/'],
  setupFiles: [here('./jest.setup.mjs')],
  // A limit that ends what hangs, and no expectation of speed: machines with much else to do are slow. Waits for a condition
  // end before it and say what they waited for (shared/testing/src/eventually.ts).
  testTimeout: 240_000,
  maxWorkers: 2,
  transform: {
    '\\.ts$': [
      here('@swc/jest'),
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};
