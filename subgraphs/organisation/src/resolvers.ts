import { merge } from '@union-graph/subgraph';
import { cardResolvers } from './card/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { servicePointResolvers } from './service-point/resolvers.ts';

export const resolvers = merge(cardResolvers, districtResolvers, servicePointResolvers);
