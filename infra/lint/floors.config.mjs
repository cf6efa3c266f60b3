/** The folders of `gateway/src`, from the top floor to the bottom: each imports from those below it (shared/decisions/2026-11-gateway-floors.md). */
const FLOORS = [
  'governance',
  'http',
  'partners',
  'witness',
  'accounts',
  'generations',
  'execution',
  'calls',
  'checks',
  'request',
  'agreements',
  'planning',
  'supergraph',
  'operation',
  'identity',
  'workers',
];

const SRC = '^gateway/src/';
const TESTS = '[.]test[.]ts$';

const floor = (name, at) => ({
  name: `${name}-imports-downward`,
  severity: 'error',
  comment: `"gateway/src/${name}" may import these alone: ${FLOORS.slice(at).join(', ')}. Move what it needs from above to the floor where it belongs.`,
  from: { path: `${SRC}${name}/`, pathNot: TESTS },
  to: { path: SRC, pathNot: `${SRC}(${FLOORS.slice(at).join('|')})/` },
});

/**
 * Settings of dependency-cruiser. Imports of types count like all others: whoever reads a file must know those as well. Tests are let off:
 * some look at a part through the whole gateway.
 */
export default {
  forbidden: [
    ...FLOORS.map(floor),
    {
      name: 'folder-without-floor',
      severity: 'error',
      comment: 'Name the folder in FLOORS (infra/lint/floors.config.mjs), below all that import from it.',
      from: { path: `${SRC}[^/]+/`, pathNot: `${SRC}(${FLOORS.join('|')})/` },
      to: {},
    },
    {
      name: 'not-from-tests',
      severity: 'error',
      comment: 'What serves requests needs nothing of the tests or of the oracle.',
      from: { path: SRC, pathNot: TESTS },
      to: { path: '^gateway/(test|oracle)/' },
    },
  ],
  options: {
    // The compiler of this checkout has no interface to be read by; swc reads TypeScript with its imports of types.
    parser: 'swc',
    tsPreCompilationDeps: true,
    includeOnly: '^gateway/(src|test|oracle)/',
  },
};
