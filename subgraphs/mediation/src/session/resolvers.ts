import type { Resolvers } from '../schema.gen.ts';
import { assignMediator } from './assignMediator.ts';
import { declareFailure } from './declareFailure.ts';
import { extendMediation } from './extendMediation.ts';
import { openSession } from './openSession.ts';
import { recuseMediator } from './recuseMediator.ts';

export const sessionResolvers: Resolvers = {
  Mutation: {
    assignMediator: (_, { input }, ctx) => ctx.mutate(input, (tx) => assignMediator(tx, input)),
    recuseMediator: (_, { input }, ctx) => ctx.mutate(input, (tx) => recuseMediator(tx, input)),
    openSession: (_, { input }, ctx) => ctx.mutate(input, (tx) => openSession(tx, input)),
    extendMediation: (_, { input }, ctx) => ctx.mutate(input, (tx) => extendMediation(tx, input)),
    declareFailure: (_, { input }, ctx) => ctx.mutate(input, (tx) => declareFailure(tx, input)),
  },
  Recusal: {
    mediator: ({ mediatorId }, _, ctx) => ctx.loaders.mediator.load(mediatorId),
  },
  MediationCase: {
    sessions: ({ id }, _, ctx) => ctx.loaders.sessionsOfCase.load(id),
    recusals: ({ id }, _, ctx) => ctx.loaders.recusalsOfCase.load(id),
  },
};
