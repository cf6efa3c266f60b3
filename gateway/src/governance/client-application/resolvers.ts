import type { Context } from '../context.ts';
import type { RegistryHost } from '../registry/registryHost.ts';
import { refuseUnlessStaff } from '../registry/resolvers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { changeClient } from './changeClient.ts';
import { publishOperations } from './publishOperations.ts';
import { clientApplications, findOwnApplication, operationsOfApplication } from './queries.ts';
import { registerClient } from './registerClient.ts';

export const makeClientApplicationResolvers = (host: RegistryHost): Resolvers => ({
  Query: {
    clientApplications: (_, args, ctx) => {
      refuseUnlessStaff(ctx.viewer);
      return ctx.page(clientApplications, null, args);
    },
    myClientApplication: async (_, __, ctx) => (await findOwnApplication(ctx)) ?? null,
  },
  Mutation: {
    registerClient: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerClient(tx, input)),
    changeClient: (_, { input }, ctx) => ctx.mutate(input, (tx) => changeClient(tx, input)),
    publishOperations: (_, { input }, ctx) => publishOperations(ctx, input, host),
  },
  ClientApplication: {
    operations: ({ id }, args, ctx) => ctx.page(operationsOfApplication, id as string, args),
  },
  PersistedOperation: {
    client: ({ applicationId }, _, ctx: Context) => ctx.loaders.clientApplication.load(applicationId),
    lastUsedAt: async ({ id }, _, ctx) => (await ctx.loaders.lastUseOfOperation.load(id))?.lastUsedAt ?? null,
  },
});
