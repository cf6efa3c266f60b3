import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { eventsOfHome } from './queries.ts';

export const workersHomeResolvers: Resolvers = {
  WorkersHome: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    rooms: ({ id }, _, ctx) => ctx.loaders.roomsOfHome.load(id as string),
    events: ({ id }, page, ctx) => ctx.page(eventsOfHome, id as string, page),
  },
};
