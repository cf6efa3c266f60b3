import { civilDay, findVisible, isId, published, refuseIf, SMALLEST } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { readsFiguresOf } from '../contract/figures.ts';
import { statusOfContract } from '../contract/resolvers.ts';
import type { BargainingSide, Resolvers } from '../schema.gen.ts';
import { assignInstructor } from './assignInstructor.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { roundFlags } from './deadReps.ts';
import { draftContract } from './draftContract.ts';
import { noticeBargaining } from './noticeBargaining.ts';
import { pauseBargaining, resumeBargaining } from './pauses.ts';
import { bargainingRounds, effectOf, roundsOfUnion } from './queries.ts';
import { recordCongressVote } from './recordCongressVote.ts';
import { recordGuaranteeCheck } from './recordGuaranteeCheck.ts';
import { replyBargaining } from './replyBargaining.ts';
import { currentRoundStatus, dayOfRefusal } from './rules.ts';
import { setRepresentatives } from './setRepresentatives.ts';
import { signContract } from './signContract.ts';

const repsOf =
  (side: BargainingSide) =>
  async ({ id }: BargainingRound, _: object, ctx: Context) =>
    (await ctx.loaders.repsOfRound.load(id))
      .filter((rep) => rep.side === side)
      .map((rep) => ({ ...rep, hasDied: rep.diedOn !== null }));

/** What the sides agreed on; the database ties these columns together. */
function draftOf({ draftNo, draftedOn, termFrom, termTo, textRef, hasWageTerms, wageGrowthBp }: BargainingRound) {
  if (draftedOn === null || termFrom === null || termTo === null || textRef === null || hasWageTerms === null) return null;
  return { number: draftNo, draftedAt: draftedOn, termFrom, termTo, textRef, hasWageTerms, wageGrowthBp };
}

export const bargainingResolvers: Resolvers = {
  Query: {
    bargainingRound: (_, { id }, ctx) => findVisible('round of bargaining', id, ctx.loaders.bargainingRound),
    bargainingRounds: (_, args, ctx) => ctx.page(bargainingRounds, null, args),
    bargainingEffect: async (_, { year }, ctx) => {
      refuseIf(year < 1949 || year > 9998, 'BAD_USER_INPUT', '"year" is a year from 1949 on.', { field: 'year' });
      const { bargainingGrowthBp, gdpGrowthBp, workers: counted, employers } = await effectOf(ctx, year);
      if (bargainingGrowthBp === null || gdpGrowthBp === null) return null;
      const isExact = await readsFiguresOf(ctx, null);
      // The growth in each contract is public: a mean of few would tell how many work in a firm, and so would what it changes by in a year that runs.
      const isTold = employers >= SMALLEST && `${year}-12-31` < civilDay(ctx.now);
      if (!isExact && !isTold) return null;
      const workers = isExact ? counted : published(counted);
      return { year, bargainingGrowthBp, gdpGrowthBp, differenceBp: bargainingGrowthBp - gdpGrowthBp, workers };
    },
  },
  Mutation: {
    noticeBargaining: (_, { input }, ctx) => ctx.mutate(input, (tx) => noticeBargaining(tx, input)),
    replyBargaining: (_, { input }, ctx) => ctx.mutate(input, (tx) => replyBargaining(tx, input)),
    setRepresentatives: (_, { input }, ctx) => ctx.mutate(input, (tx) => setRepresentatives(tx, input)),
    pauseBargaining: (_, { input }, ctx) => ctx.mutate(input, (tx) => pauseBargaining(tx, input)),
    resumeBargaining: (_, { input }, ctx) => ctx.mutate(input, (tx) => resumeBargaining(tx, input)),
    draftContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => draftContract(tx, input)),
    assignInstructor: (_, { input }, ctx) => ctx.mutate(input, (tx) => assignInstructor(tx, input)),
    recordGuaranteeCheck: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordGuaranteeCheck(tx, input)),
    recordCongressVote: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordCongressVote(tx, input)),
    signContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => signContract(tx, input)),
  },
  Union: {
    __resolveReference: ({ id }) => ({ id }),
    bargainingRounds: ({ id }, args, ctx) => (id && isId(id) ? ctx.page(roundsOfUnion, id, args) : null),
  },
  BargainingRound: {
    workersSide: ({ workersSideId }) => ({ id: workersSideId }),
    employers: ({ id }, _, ctx) => ctx.loaders.employersOfRound.load(id),
    noticeAt: ({ noticedOn }) => noticedOn,
    replyDueAt: ({ replyDueOn }) => replyDueOn,
    repliedAt: ({ repliedOn }) => repliedOn,
    reportedAt: (round, _, ctx) => (round.refusalReason === null ? dayOfRefusal(round, civilDay(ctx.now)) : null),
    flags: async ({ id, status }, _, ctx) => roundFlags(status, await ctx.loaders.repsOfRound.load(id)),
    workerReps: repsOf('WORKERS'),
    employerReps: repsOf('EMPLOYER'),
    instructor: ({ instructorId }, _, ctx) => (instructorId === null ? null : ctx.loaders.wageInstructor.load(instructorId)),
    status: async (round, _, ctx) => {
      const contract = round.status === 'FILED' ? await ctx.loaders.contractOfRound.load(round.id) : null;
      return currentRoundStatus(round, contract && (await statusOfContract(ctx, contract)), civilDay(ctx.now));
    },
    resumeAt: ({ resumeOn }, _, ctx) => (resumeOn !== null && resumeOn > civilDay(ctx.now) ? resumeOn : null),
    draft: (round) => draftOf(round),
    guaranteeChecks: ({ id }, _, ctx) => ctx.loaders.checksOfRound.load(id),
    congress: ({ id }, _, ctx) => ctx.loaders.voteOfRound.load(id),
    signedBy: async ({ id }, _, ctx) => (await ctx.loaders.signedSides.load(id)).map(({ side }) => side),
    contract: ({ id }, _, ctx) => ctx.loaders.contractOfRound.load(id),
    renews: ({ renewsId }, _, ctx) => (renewsId === null ? null : ctx.loaders.collectiveContract.load(renewsId)),
  },
  RoundEmployer: {
    enterprise: ({ enterpriseId }) => ({ id: enterpriseId }),
    answeredAt: ({ answeredOn }) => answeredOn,
    workersCovered: ({ workers }) => workers,
  },
  CongressVote: {
    heldAt: ({ heldOn }) => heldOn,
  },
};
