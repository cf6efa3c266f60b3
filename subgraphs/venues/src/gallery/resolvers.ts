import type { Resolvers } from '../schema.gen.ts';
import { addPicture } from './addPicture.ts';
import { withdrawPicture } from './withdrawPicture.ts';

export const galleryResolvers: Resolvers = {
  Mutation: {
    addPicture: (_, { input }, ctx) => ctx.mutate(input, (tx) => addPicture(tx, input)),
    withdrawPicture: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawPicture(tx, input)),
  },
  CultureEvent: {
    gallery: ({ id }, _, ctx) => ctx.loaders.picturesOfEvent.load(id),
  },
};
