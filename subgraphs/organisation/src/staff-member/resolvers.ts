import type { Viewer } from '@union-graph/identity';
import { civilDay, findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { assignStaff, endAssignment } from './assignStaff.ts';
import { confirmStaff, endStaff } from './endStaff.ts';
import { hireStaff } from './hireStaff.ts';
import { staffMembers } from './queries.ts';
import type { StaffMember } from './StaffMember.ts';
import { seesStaff } from './scope.ts';

export const staffMemberResolvers: Resolvers = {
  Query: {
    staffMember: (_, { id }, ctx) => findVisible('member of the staff', id, ctx.loaders.staffMember),
    staffMembers: (_, args, ctx) => ctx.page(staffMembers, null, args),
  },
  Mutation: {
    hireStaff: (_, { input }, ctx) => ctx.mutate(input, (tx) => hireStaff(tx, input)),
    confirmStaff: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmStaff(tx, input)),
    endStaff: (_, { input }, ctx) => ctx.mutate(input, (tx) => endStaff(tx, input)),
    assignStaff: (_, { input }, ctx) => ctx.mutate(input, (tx) => assignStaff(tx, input)),
    endAssignment: (_, { input }, ctx) => ctx.mutate(input, (tx) => endAssignment(tx, input)),
  },
  StaffMember: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.staffMember.load(id),
    employer: (row, _, { viewer }) => recordOf(viewer, row)?.employer,
    hiredAt: (row, _, { viewer }) => recordOf(viewer, row)?.hiredAt,
    status: (row, _, { viewer }) => recordOf(viewer, row)?.status,
    probationUntil: (row, _, { viewer }) => recordOf(viewer, row)?.probationUntil,
    leftAt: (row, _, { viewer }) => recordOf(viewer, row)?.leftAt,
    version: (row, _, { viewer }) => recordOf(viewer, row)?.version,
    earlierTerms: (row, _, ctx) => (recordOf(ctx.viewer, row) ? ctx.loaders.earlierTermsOfStaff.load(row.id) : []),
    union: ({ unionId }, _, ctx) => ctx.loaders.union.load(unionId),
    assignments: ({ id }, _, ctx) => ctx.loaders.assignmentsOfStaff.load({ staffId: id, day: civilDay(ctx.now) }),
    workPhone: async ({ id }, _, ctx) => (await ctx.loaders.staffContact.load(id))?.workPhone,
    workEmail: async ({ id }, _, ctx) => (await ctx.loaders.staffContact.load(id))?.workEmail,
  },
  StaffTerm: {
    union: ({ unionId }, _, ctx) => ctx.loaders.union.load(unionId),
  },
  StaffAssignment: {
    point: ({ servicePointId }, _, ctx) => (servicePointId === null ? null : ctx.loaders.servicePoint.load(servicePointId)),
    union: ({ unionId }, _, ctx) => (unionId === null ? null : ctx.loaders.union.load(unionId)),
  },
};

/** What the record says beyond what everybody knows of a person on public duty; nothing to those who do not work above them. */
const recordOf = (viewer: Viewer, row: StaffMember): StaffMember | null => (seesStaff(viewer, row) ? row : null);
