import { civilDay } from '@union-graph/subgraph';
import { isLapsed } from '../case/rules.ts';
import type { CaseDocumentKind, Resolvers } from '../schema.gen.ts';
import { agreementText, confirmationText } from './agreements.ts';
import { type CaseFile, caseFileOf } from './caseFile.ts';
import type { Html } from './html.ts';
import { acceptanceNotice, application, refusalNotice } from './notices.ts';
import { page } from './page.ts';
import { documentsOf, TITLES } from './rules.ts';

const TEXTS: Readonly<Record<CaseDocumentKind, (file: CaseFile) => Html>> = {
  APPLICATION: application,
  ACCEPTANCE_NOTICE: acceptanceNotice,
  REFUSAL_NOTICE: refusalNotice,
  AGREEMENT: agreementText,
  ARBITRATION_REVIEW: confirmationText,
  JUDICIAL_CONFIRMATION: confirmationText,
};

export const documentResolvers: Resolvers = {
  MediationCase: {
    documents: async (row, _, ctx) => {
      const confirmation = await ctx.loaders.confirmationOfCase.load(row.id);
      const facts = isLapsed(row, civilDay(ctx.now)) ? { ...row, agreedAt: null } : row;
      return documentsOf(facts, confirmation?.route ?? null).map((kind) => ({ kind, row }));
    },
  },
  CaseDocument: {
    titleZh: ({ kind }) => TITLES[kind],
    html: async ({ kind, row }, _, ctx) => page(TITLES[kind], row.caseNo, TEXTS[kind](await caseFileOf(ctx, row))),
  },
};
