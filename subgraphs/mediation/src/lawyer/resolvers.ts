import { addDays, findVisible, refuseIf, startOfDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { appointLawyer } from './appointLawyer.ts';
import { dismissLawyer } from './dismissLawyer.ts';
import { readsFeeAt } from './policy.ts';
import { lawyers } from './queries.ts';
import { signServiceContract } from './signServiceContract.ts';

export const lawyerResolvers: Resolvers = {
  Query: {
    lawyer: (_, { id }, ctx) => findVisible('lawyer', id, ctx.loaders.lawyer),
    lawFirm: (_, { id }, ctx) => findVisible('law firm', id, ctx.loaders.lawFirm),
    lawyers: (_, args, ctx) => ctx.page(lawyers, null, args),
  },
  Mutation: {
    signServiceContract: (_, { input }, ctx) => ctx.mutate(input, (tx) => signServiceContract(tx, input)),
    appointLawyer: (_, { input }, ctx) => ctx.mutate(input, (tx) => appointLawyer(tx, input)),
    dismissLawyer: (_, { input }, ctx) => ctx.mutate(input, (tx) => dismissLawyer(tx, input)),
  },
  Lawyer: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.lawyer.load(id),
    firm: ({ firmId }, _, ctx) => ctx.loaders.lawFirm.load(firmId),
    appointedAt: ({ appointedOn }) => appointedOn,
    leftAt: ({ leftOn }) => leftOn,
    duties: ({ id }, { from, to }, ctx) => {
      refuseIf(
        to < from || to > addDays(from, 366),
        'BAD_USER_INPUT',
        'The span must begin before it ends and be at most 366 days long.',
        { field: 'to' },
      );
      return ctx.loaders.duties.load({
        lawyerId: id,
        start: startOfDay(from).toISOString(),
        end: startOfDay(addDays(to, 1)).toISOString(),
      });
    },
  },
  LawFirm: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.lawFirm.load(id),
    contracts: ({ id }, _, ctx) => ctx.loaders.contractsOfFirm.load(id),
  },
  ServiceContract: {
    firm: ({ firmId }, _, ctx) => ctx.loaders.lawFirm.load(firmId),
    feeFen: async ({ feeFen, orgIds }, _, ctx) => {
      const orgs = await Promise.all(orgIds.map((id) => ctx.loaders.mediationOrg.load(id)));
      return orgs.some((org) => org !== null && readsFeeAt(ctx.viewer, org.scopePath)) ? feeFen : null;
    },
    orgs: ({ orgIds }, _, ctx) => Promise.all(orgIds.map((id) => ctx.loaders.mediationOrg.load(id))),
  },
};
