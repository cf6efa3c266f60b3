import type { Context } from '../context.ts';
import type { RegistryHost } from '../registry/registryHost.ts';
import type { Resolvers } from '../schema.gen.ts';
import { acknowledgeChange } from './acknowledgeChange.ts';
import { changesToAcknowledge } from './queries.ts';
import { withdrawVersion } from './withdrawVersion.ts';

export const makeAcknowledgementResolvers = (host: RegistryHost): Resolvers => ({
  Query: {
    changesToAcknowledge: (_, args, ctx) => ctx.page(changesToAcknowledge, null, args),
  },
  Mutation: {
    acknowledgeChange: (_, { input }, ctx) => acknowledgeChange(ctx, input, host),
    withdrawVersion: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawVersion(tx, input)),
  },
  SchemaVersion: {
    acknowledgements: ({ id }, _, ctx) => ctx.loaders.acknowledgementsOfVersion.load(id as string),
  },
  ChangeAcknowledgement: {
    subgraphName: async ({ versionId }, _, ctx) => (await versionOf(versionId, ctx))?.subgraph,
    versionNumber: async ({ versionId }, _, ctx) => (await versionOf(versionId, ctx))?.number,
  },
});

const versionOf = (id: string, ctx: Context) => ctx.loaders.schemaVersion.load(id);
