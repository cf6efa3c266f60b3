export { type ConformanceOptions, testConformance } from './conformance.ts';
export { createTestDatabase, type TestDatabase } from './database.ts';
export { eventually, eventuallyHolds } from './eventually.ts';
export { key } from './keys.ts';
export { halfSent } from './slowClient.ts';
export { type Answer, CURSOR_SECRET, type TestSubgraph, testSubgraph } from './subgraph.ts';
export { member, partnerOf, staff } from './viewers.ts';
