import type { Resolvers } from '../schema.gen.ts';
import { importExamScores, readFile } from './importExamScores.ts';

export const examScoreResolvers: Resolvers = {
  Mutation: {
    importExamScores: (_, { input }, ctx) => {
      const [asked, text] = readFile(input);
      return ctx.mutate(asked, (tx) => importExamScores(tx, asked, text));
    },
  },
};
