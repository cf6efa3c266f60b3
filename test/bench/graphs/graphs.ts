import type { BenchGraph } from './graph.ts';
import { shop } from './shop.ts';
import { union } from './union.ts';

export const graphs: readonly BenchGraph[] = [shop, union];
