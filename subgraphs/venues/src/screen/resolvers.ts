import { isId, Refusal } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { faultsKey } from './loaders.ts';
import { screenFiles, screens } from './queries.ts';
import { registerScreens } from './registerScreens.ts';

export const screenResolvers: Resolvers = {
  Query: {
    screens: (_, args, ctx) => ctx.page(screens, null, args),
    screenFiles: (_, args, ctx) => {
      if (args.campaignId != null && !isId(args.campaignId))
        throw new Refusal('BAD_USER_INPUT', `"${args.campaignId}" is not an id.`, { field: 'campaignId' });
      return ctx.page(screenFiles, null, args);
    },
  },
  Mutation: {
    registerScreens: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerScreens(tx, input)),
  },
  Screen: {
    district: ({ districtCode }) => ({ code: districtCode }),
  },
  ScreenFile: {
    campaign: ({ campaignId }, _, ctx) => (campaignId === null ? null : ctx.loaders.screenCampaign.load(campaignId)),
    errors: ({ id }, { first, afterLine }, ctx) => ctx.loaders.faultsOfFile.load(faultsKey(id, first ?? 100, afterLine ?? 0)),
  },
};
