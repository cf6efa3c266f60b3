import { findVisible, isId } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { Resolvers } from '../schema.gen.ts';
import { projectWorkClosed } from './access.ts';
import { awardProject } from './awardProject.ts';
import { closeProject } from './closeProject.ts';
import { openProjectCall } from './openProjectCall.ts';
import { myProjects, serviceProjects } from './queries.ts';
import type { ServiceProject } from './ServiceProject.ts';
import { terminateProject } from './terminateProject.ts';

/** Reads on for those who may read how the project goes; `FORBIDDEN` for others. */
async function work<Value>({ id }: ServiceProject, ctx: Context, read: () => Value | Promise<Value>): Promise<Value> {
  if (!(await ctx.loaders.seesProjectWork.load(id))) throw projectWorkClosed(ctx.viewer);
  return read();
}

export const projectResolvers: Resolvers = {
  Query: {
    serviceProjects: (_, args, ctx) => ctx.page(serviceProjects, null, args),
    serviceProject: (_, { id }, ctx) => findVisible('project', id, ctx.loaders.serviceProject),
    myProjects: (_, __, ctx) => myProjects(ctx),
  },
  Mutation: {
    openProjectCall: (_, { input }, ctx) => ctx.mutate(input, (tx) => openProjectCall(tx, input)),
    awardProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => awardProject(tx, input)),
    closeProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => closeProject(tx, input)),
    terminateProject: (_, { input }, ctx) => ctx.mutate(input, (tx) => terminateProject(tx, input)),
  },
  ServiceProject: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.serviceProject.load(id) : null),
    ngo: (row, _, ctx) => work(row, ctx, () => (row.ngoId ? { id: row.ngoId } : null)),
    districts: (row, _, ctx) => work(row, ctx, () => ctx.loaders.districtsOfProject.load(row.id)),
    status: (row, _, ctx) => work(row, ctx, () => row.status),
    budgetFen: (row, _, ctx) => work(row, ctx, () => row.budgetFen),
    agreement: (row, _, ctx) => work(row, ctx, () => ctx.loaders.agreementOfProject.load(row.id)),
    milestones: (row, _, ctx) => work(row, ctx, () => ctx.loaders.milestonesOfProject.load(row.id)),
    reports: (row, _, ctx) => work(row, ctx, () => ctx.loaders.reportsOfProject.load(row.id)),
    beneficiaries: (row, { period }, ctx) =>
      work(row, ctx, () =>
        ctx.loaders.beneficiaryCount.load({ projectId: row.id, period: period ? { from: period.from, to: period.to } : null }),
      ),
    applications: ({ id }, _, ctx) => ctx.loaders.applicationsOfProject.load(id),
  },
  SocialOrganisation: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    projects: ({ id }, _, ctx) => ctx.loaders.projectsOfOrganisation.load(id),
    receivedFen: ({ id }, _, ctx) => ctx.loaders.receivedFen.load(id),
  },
};
