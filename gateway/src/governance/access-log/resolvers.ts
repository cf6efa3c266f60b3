import { hasRole } from '@union-graph/identity';
import { forbidden } from '@union-graph/subgraph';
import type { PublicKey } from '../../../audit/verify-access-log.mjs';
import { PURPOSES } from '../agreement/rules.ts';
import type { CatalogueSource } from '../catalogue/source.ts';
import type { Resolvers } from '../schema.gen.ts';
import { accessesOfMember, accessLog, logOfAgreement } from './queries.ts';
import { ownedCoordinates } from './scope.ts';
import { verifyAccessLog } from './verifyAccessLog.ts';

const VERIFIERS = { kind: 'role', anyOf: ['PRIVACY_OFFICER', 'AUDITOR'] } as const;

/** `keys` are those whose signatures under the log are believed. */
export const makeAccessLogResolvers = (catalogue: CatalogueSource, keys: readonly PublicKey[]): Resolvers => ({
  Query: {
    accessLog: async (_, args, ctx) => {
      const owned = await ownedCoordinates(ctx, catalogue);
      return ctx.page(accessLog, null, { ...args, owned });
    },
    verifyAccessLog: (_, { from, to }, ctx) => {
      if (!hasRole(ctx.viewer, 'PRIVACY_OFFICER', 'AUDITOR'))
        throw forbidden(ctx.viewer, 'The access log is verified by the privacy officer and by auditors.', VERIFIERS);
      return verifyAccessLog(ctx.db, keys, { from: from ?? null, to: to ?? null });
    },
  },
  DataSharingAgreement: {
    accessLog: ({ id }, args, ctx) => ctx.page(logOfAgreement, id, args),
  },
  Member: {
    __resolveReference: ({ id }) => ({ id }),
    accessedBy: ({ id }, args, { viewer, page }) => {
      const isOwn = viewer.agreement === undefined && viewer.personId === id;
      if (!isOwn && !hasRole(viewer, 'PRIVACY_OFFICER'))
        throw forbidden(viewer, 'Who read a worker’s data is told to the worker and to the privacy officer.', {
          kind: 'role',
          anyOf: ['PRIVACY_OFFICER'],
          persons: ['member'],
        });
      return page(accessesOfMember, id as string, args);
    },
  },
  AccessRecord: {
    seq: ({ seq }) => String(seq),
    agreement: ({ agreementId }, _, ctx) => (agreementId === null ? null : ctx.loaders.agreement.load(agreementId)),
    statedPurpose: ({ purpose }) => purpose,
    purpose: ({ purpose }) => PURPOSES.find((known) => known === purpose) ?? null,
  },
});
