import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { accountForServiceCost } from './accountForServiceCost.ts';
import { applyForServiceCost } from './applyForServiceCost.ts';
import { coordinateServiceCost } from './coordinateServiceCost.ts';
import { grantServiceCost } from './grantServiceCost.ts';
import { serviceCostApplications } from './queries.ts';
import { settleServiceCost } from './settleServiceCost.ts';

export const serviceCostResolvers: Resolvers = {
  Query: {
    serviceCostApplication: (_, { id }, ctx) => findVisible('application', id, ctx.loaders.serviceCostApplication),
    serviceCostApplications: (_, args, ctx) => ctx.page(serviceCostApplications, null, args),
  },
  Mutation: {
    applyForServiceCost: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyForServiceCost(tx, input)),
    coordinateServiceCost: (_, { input }, ctx) => ctx.mutate(input, (tx) => coordinateServiceCost(tx, input)),
    grantServiceCost: (_, { input }, ctx) => ctx.mutate(input, (tx) => grantServiceCost(tx, input)),
    accountForServiceCost: (_, { input }, ctx) => ctx.mutate(input, (tx) => accountForServiceCost(tx, input)),
    settleServiceCost: (_, { input }, ctx) => ctx.mutate(input, (tx) => settleServiceCost(tx, input)),
  },
  ServiceCostApplication: {
    union: ({ unionId }) => ({ id: unionId }),
    receipts: ({ id }, _, ctx) => ctx.loaders.receiptsOfServiceCost.load(id),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'warmth-fund', typeName: 'ServiceCostApplication', id }),
  },
};
