import { inScope } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import type { Preview } from '../../partners/preview.ts';
import type { Resolvers } from '../schema.gen.ts';
import { findStops, getPreviewedAgreement } from './queries.ts';

/** `run` is null in tests without a gateway. */
export const makePreviewResolvers = (run: Preview | null): Resolvers => ({
  Query: {
    previewAsPartner: async (_, { agreementId, document, purpose }, ctx) => {
      const agreement = await getPreviewedAgreement(ctx, agreementId);
      if (!run) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
      return run({
        agreement,
        viewer: ctx.viewer,
        stops: await findStops(ctx),
        purpose: purpose ?? agreement.purposes[0] ?? '',
        text: document ?? null,
        now: ctx.now,
        isSigned: agreement.status === 'SIGNED' || agreement.status === 'SUSPENDED',
        mayReadPersonal: inScope(ctx.viewer, '/city/', 'PRIVACY_OFFICER'),
      });
    },
  },
});
