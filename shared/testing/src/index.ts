export { member, staff } from './viewers.ts';
export { testConformance, type ConformanceOptions } from './conformance.ts';
export { createTestDatabase, type TestDatabase } from './database.ts';
export { testSubgraph, type Answer, type TestSubgraph } from './subgraph.ts';
export { key } from './keys.ts';
