import { Refusal } from '@union-graph/subgraph';
import type { DeveloperTokens } from '../../identity/developerToken.ts';
import type { Resolvers } from '../schema.gen.ts';
import type { DeveloperPassport } from './DeveloperPassport.ts';
import { issueDeveloperPassport } from './issueDeveloperPassport.ts';
import { revokeDeveloperPassport } from './revokeDeveloperPassport.ts';

/** `tokens` signs the tokens of passports; null in tests without a gateway. */
export const makeDeveloperResolvers = (tokens: DeveloperTokens | null): Resolvers => ({
  Mutation: {
    issueDeveloperPassport: (_, { input }, ctx) => ctx.mutate(input, (tx) => issueDeveloperPassport(tx, input)),
    revokeDeveloperPassport: (_, { input }, ctx) => ctx.mutate(input, (tx) => revokeDeveloperPassport(tx, input)),
  },
  IssueDeveloperPassportPayload: {
    // Signed when it is selected: the stored answer of the mutation, from which a repeated call is answered, holds no token.
    token: ({ passport }) => {
      if (!tokens) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'There is no gateway that signs tokens.');
      return tokens.sign(passport as DeveloperPassport);
    },
  },
  RegisteredSubgraph: {
    developerPassports: ({ name }, _, ctx) => ctx.loaders.developerPassportsOfSubgraph.load(name as string),
  },
});
