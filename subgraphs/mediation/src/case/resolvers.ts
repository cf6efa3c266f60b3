import { hasRole } from '@union-graph/identity';
import { civilDay, endOfDay, forbidden, isId, notFound, published, Refusal, refuseIf } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { limitationOfCase } from '../limitation/queries.ts';
import type { Resolvers } from '../schema.gen.ts';
import { casesOfPerson, mediationCases } from './queries.ts';
import { currentCaseStatus, failedByTimeAt, flagsOf, isLapsed, isUnsigned } from './rules.ts';
import { READERS } from './scope.ts';

export const caseResolvers: Resolvers = {
  Query: {
    mediationCase: (_, { id }, ctx) => findCase(ctx, id),
    mediationCases: (_, args, ctx) => {
      if (!hasRole(ctx.viewer, 'LAWYER', 'LINKED_PARTY', ...READERS))
        throw forbidden(ctx.viewer, 'Only staff may list cases. Your own are in "myCases".', {
          kind: 'role',
          anyOf: ['LAWYER', 'LINKED_PARTY', ...READERS],
        });
      return ctx.page(mediationCases, null, args);
    },
    myCases: (_, args, ctx) => {
      if (!ctx.viewer.personId) throw new Refusal('UNAUTHENTICATED', 'Sign in to read your cases.');
      return ctx.page(casesOfPerson, ctx.viewer.personId, args);
    },
  },
  MediationCase: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.mediationCase.load(id) : null),
    org: ({ orgId }, _, ctx) => ctx.loaders.mediationOrg.load(orgId),
    status: (row, _, ctx) => currentCaseStatus(row, civilDay(ctx.now)),
    flags: async (row, _, ctx) => {
      const decidedAt = row.acceptedAt ?? row.refusedAt ?? row.closedAt;
      const { status } = await limitationOfCase(ctx, row.id);
      const deaths = await ctx.loaders.deathsOfCase.load(row.id);
      const [mediator, lawyer] = await Promise.all(
        [row.mediatorPersonId, row.lawyerPersonId].map((personId) =>
          personId === null ? null : ctx.loaders.gone.load(personId),
        ),
      );
      return flagsOf(row, {
        decidedOn: decidedAt && civilDay(decidedAt),
        today: civilDay(ctx.now),
        limitation: status,
        isMediatorGone: mediator?.isOutOfOffice ?? false,
        isLawyerGone: lawyer?.hasLeft ?? false,
        deaths,
      });
    },
    statutoryDueAt: ({ statutoryDueOn }) => endOfDay(statutoryDueOn),
    extendedTo: ({ extendedOn }) => (extendedOn ? endOfDay(extendedOn) : null),
    signDueAt: (row, _, ctx) =>
      row.signByOn && isUnsigned(row) && !isLapsed(row, civilDay(ctx.now)) ? endOfDay(row.signByOn) : null,
    closedAt: (row, _, ctx) =>
      row.closedAt ?? (currentCaseStatus(row, civilDay(ctx.now)) === 'FAILED' ? failedByTimeAt(row) : null),
    mediator: ({ mediatorId }, _, ctx) => (mediatorId ? ctx.loaders.mediator.load(mediatorId) : null),
    lawyer: ({ lawyerId }, _, ctx) => (lawyerId ? ctx.loaders.lawyer.load(lawyerId) : null),
  },
  Member: {
    __resolveReference: ({ id }) => ({ id }),
    cases: ({ id }, args, ctx) => (id && isId(id) ? ctx.page(casesOfPerson, id, args) : null),
  },
  Enterprise: {
    openCasesCount: async ({ id }, _, ctx) => {
      const readers = [...READERS, 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'SOCIAL_DEPT', 'JOINT_UNION_OFFICER', 'SYSTEM'] as const;
      if (!hasRole(ctx.viewer, ...readers))
        throw forbidden(ctx.viewer, 'Only staff may read how many cases an enterprise has.', { kind: 'role', anyOf: readers });
      if (!id || !isId(id)) return null;
      const { all, seen } = await ctx.loaders.openCasesCount.load(id);
      return hasRole(ctx.viewer, ...READERS) ? seen : published(all);
    },
  },
};

/** A case that the viewer may see; `NOT_FOUND` else, and for a law firm's own case without consent `CONSENT_REQUIRED`. */
async function findCase(ctx: Context, id: string) {
  const found = isId(id) ? await ctx.loaders.mediationCase.load(id) : null;
  if (found) return found;
  const awaitsConsent = ctx.viewer.agreement !== undefined && isId(id) && (await ctx.loaders.caseOfFirm.load(id));
  const told = 'Not everyone who asks in this case consents to your reading it. Ask them for their consent to legal aid.';
  refuseIf(awaitsConsent, 'CONSENT_REQUIRED', told, { rule: '4.3' });
  throw notFound('case', id);
}
