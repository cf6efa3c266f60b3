import { numbers } from '../rule/numbers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { addEvidence } from './addEvidence.ts';
import { completeEvidence, inspectUpload } from './completeEvidence.ts';
import { fileNameOf, keyOf } from './rules.ts';

/** A signed URL expires by the clock of the machine, whatever a test's clock says: the store knows no other. */
const minutesFromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

export const evidenceResolvers: Resolvers = {
  Mutation: {
    addEvidence: (_, { input }, ctx) => ctx.mutate(input, (tx) => addEvidence(tx, input)),
    completeEvidence: async (_, { input }, ctx) => {
      const uploaded = await inspectUpload(ctx, input.evidenceId);
      return ctx.mutate(input, (tx) => completeEvidence(tx, input, uploaded));
    },
  },
  MediationCase: {
    evidence: ({ id }, _, ctx) => ctx.loaders.evidenceOfCase.load(id),
  },
  Evidence: {
    party: ({ partyId }, _, ctx) => ctx.loaders.party.load(partyId),
    confidential: ({ isConfidential }) => isConfidential,
    bytes: ({ bytes }) => Number(bytes),
    fileRef: (row) => keyOf(row),
    upload: async (row, _, ctx) => {
      const leftMs = row.uploadUntil.getTime() - ctx.now.getTime();
      if (row.status !== 'AWAITED' || row.submittedBy !== ctx.viewer.personId || leftMs <= 0) return null;
      const expiresAt = new Date(Date.now() + leftMs);
      const spec = { key: keyOf(row), type: row.contentType, bytes: Number(row.bytes), sha256: row.sha256 };
      const { method, url, headers } = await ctx.objects.signUpload(spec, expiresAt);
      return { method, url, headers: [...headers], expiresAt };
    },
    download: async (row, _, ctx) => {
      if (row.status !== 'RECEIVED') return null;
      const expiresAt = minutesFromNow(ctx.number(numbers.EVIDENCE_DOWNLOAD_MINUTES));
      const as = { fileName: fileNameOf(row), type: row.contentType };
      return { url: await ctx.objects.signDownload(keyOf(row), as, expiresAt), fileName: as.fileName, expiresAt };
    },
  },
};
