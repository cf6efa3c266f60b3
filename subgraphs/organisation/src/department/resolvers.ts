import { civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { joinDepartment } from './joinDepartment.ts';
import { mergeDepartments } from './mergeDepartments.ts';
import { openDepartment } from './openDepartment.ts';

export const departmentResolvers: Resolvers = {
  Mutation: {
    openDepartment: (_, { input }, ctx) => ctx.mutate(input, (tx) => openDepartment(tx, input)),
    mergeDepartments: (_, { input }, ctx) => ctx.mutate(input, (tx) => mergeDepartments(tx, input)),
    joinDepartment: (_, { input }, ctx) => ctx.mutate(input, (tx) => joinDepartment(tx, input)),
  },
  Union: {
    departments: ({ kind }, { on }, ctx) =>
      kind === 'CITY_FEDERATION' ? ctx.loaders.departmentsOn.load(on ?? civilDay(ctx.now)) : [],
  },
  StaffMember: {
    department: ({ departmentId }, _, ctx) => (departmentId === null ? null : ctx.loaders.department.load(departmentId)),
  },
  Department: {
    since: ({ since, sinceMonth }) => (sinceMonth === null ? since : null),
    sinceMonth: ({ since, sinceMonth }) => sinceMonth ?? since.slice(0, 7),
    successor: ({ successorId }, _, ctx) => (successorId === null ? null : ctx.loaders.department.load(successorId)),
    predecessors: ({ id }, _, ctx) => ctx.loaders.predecessorsOfDepartment.load(id),
  },
};
