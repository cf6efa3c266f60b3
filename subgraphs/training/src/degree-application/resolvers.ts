import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { admit } from './admit.ts';
import { checkEligibility } from './checkEligibility.ts';
import { nominateForDegree } from './nominateForDegree.ts';
import { degreeApplications, degreeRules, nominationsOfUnion, ownApplication } from './queries.ts';
import { registerExam } from './registerExam.ts';
import { setDegreeRule } from './setDegreeRule.ts';
import { enrolStudent, startStudies, withdrawFromStudies } from './studies.ts';

export const degreeApplicationResolvers: Resolvers = {
  Query: {
    degreeApplication: (_, { id }, ctx) => findVisible('application for the degree plan', id, ctx.loaders.degreeApplication),
    degreeApplications: (_, args, ctx) => ctx.page(degreeApplications, null, args),
    myDegreeApplication: (_, __, ctx) => ownApplication(ctx),
    degreeRules: (_, __, ctx) => degreeRules(ctx),
  },
  Mutation: {
    nominateForDegree: (_, { input }, ctx) => ctx.mutate(input, (tx) => nominateForDegree(tx, input)),
    checkEligibility: (_, { input }, ctx) => ctx.mutate(input, (tx) => checkEligibility(tx, input)),
    registerExam: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerExam(tx, input)),
    admit: (_, { input }, ctx) => ctx.mutate(input, (tx) => admit(tx, input)),
    enrolStudent: (_, { input }, ctx) => ctx.mutate(input, (tx) => enrolStudent(tx, input)),
    startStudies: (_, { input }, ctx) => ctx.mutate(input, (tx) => startStudies(tx, input)),
    withdrawFromStudies: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawFromStudies(tx, input)),
    setDegreeRule: (_, { input }, ctx) => ctx.mutate(input, (tx) => setDegreeRule(tx, input)),
  },
  Union: {
    __resolveReference: ({ id }) => ({ id }),
    nominations: ({ id }, args, ctx) => ctx.page(nominationsOfUnion, id as string, args),
  },
  DegreeApplication: {
    member: ({ memberId }) => ({ id: memberId }),
    programme: ({ programmeId }, _, ctx) => ctx.loaders.degreeProgramme.load(programmeId),
    nominatedBy: ({ unionId }) => ({ id: unionId }),
    nominatedAt: ({ nominatedOn }) => nominatedOn,
    employer: ({ employerId }) => ({ id: employerId }),
    eligibility: ({ checkedAt, ruleCode, reasons }) =>
      checkedAt && ruleCode ? { ok: reasons.length === 0, reasons, ruleVersion: ruleCode, checkedAt } : null,
    sponsorship: ({ id }, _, ctx) => ctx.loaders.sponsorshipOfApplication.load(id),
    vocationalCertificate: ({ certificateId }, _, ctx) => (certificateId ? ctx.loaders.certificate.load(certificateId) : null),
  },
};
