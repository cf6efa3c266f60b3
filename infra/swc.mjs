/** How swc compiles our TypeScript: the same for programs (build.mjs) and for tests (jest/compile.mjs), so that what runs is what was tested. */
export const SWC_OPTIONS = {
  swcrc: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    // As in tsconfig.json: TypeORM's entities are decorated classes whose fields are only declared.
    transform: { legacyDecorator: true, useDefineForClassFields: false },
  },
};
