import { columns, rows, sql } from '@union-graph/subgraph';
import type { CatalogueSource } from '../catalogue/source.ts';
import { refuseUnlessStaff } from '../registry/resolvers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { EmergencyStop } from './EmergencyStop.ts';
import { liftStop, stop } from './stop.ts';

export const makeStopResolvers = (catalogue: CatalogueSource): Resolvers => ({
  Query: {
    emergencyStops: async (_, { lifted }, ctx) => {
      refuseUnlessStaff(ctx.viewer);
      return rows<EmergencyStop>(
        ctx.db,
        sql`select ${columns(EmergencyStop, 's')} from emergency_stop s
        where ${lifted ?? false} or (s.lifted_at is null and (s.ends_at is null or s.ends_at > ${ctx.now})) order by s.starts_at desc, s.id desc`,
      );
    },
  },
  Mutation: {
    stop: (_, { input }, ctx) => ctx.mutate(input, (tx) => stop(tx, input, catalogue())),
    liftStop: (_, { input }, ctx) => ctx.mutate(input, (tx) => liftStop(tx, input, catalogue())),
  },
  EmergencyStop: {
    __resolveReference: async ({ id }, ctx) => {
      refuseUnlessStaff(ctx.viewer);
      return ctx.loaders.emergencyStop.load(id);
    },
    by: ({ byPerson }) => ({ id: byPerson }),
    from: ({ startsAt }) => startsAt,
    until: ({ endsAt }) => endsAt,
  },
});
