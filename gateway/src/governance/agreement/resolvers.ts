import { civilDay, findVisible } from '@union-graph/subgraph';
import { agreementStatusOn, lastDayOfReading } from '../../agreements/rules.ts';
import type { CatalogueSource } from '../catalogue/source.ts';
import type { References } from '../references/references.ts';
import { numbers } from '../rule/numbers.ts';
import type { DataSharingAgreementResolvers, MutationResolvers, Resolvers } from '../schema.gen.ts';
import { agreementRequests } from './agreementRequests.ts';
import { approveSharingAgreement } from './approveSharingAgreement.ts';
import { confirmDeletion } from './confirmDeletion.ts';
import { decideFields } from './decideFields.ts';
import { declineSharingRequest } from './declineSharingRequest.ts';
import { draftSharingAgreement } from './draftSharingAgreement.ts';
import { agreements, agreementsOfParty, agreementsToSign, findLastAgreement } from './queries.ts';
import { registerPartnerClient } from './registerPartnerClient.ts';
import { requestSharingAgreement } from './requestSharingAgreement.ts';
import { resumeSharingAgreement } from './resumeSharingAgreement.ts';
import { revokeSharingAgreement } from './revokeSharingAgreement.ts';
import { signSharingAgreement } from './signSharingAgreement.ts';
import { suspendSharingAgreement } from './suspendSharingAgreement.ts';

export const makeAgreementResolvers = (catalogue: CatalogueSource, references: References): Resolvers => ({
  Query: {
    agreements: (_, args, ctx) => ctx.page(agreements, null, args),
    agreement: (_, { id }, ctx) => findVisible('agreement', id, ctx.loaders.agreement),
    agreementRequests: (_, args, ctx) => ctx.page(agreementRequests, null, args),
    agreementsToSign: (_, args, ctx) => ctx.page(agreementsToSign, null, args),
    myAgreement: (_, __, ctx) =>
      ctx.viewer.agreement ? ctx.loaders.agreement.load(ctx.viewer.agreement.id) : findLastAgreement(ctx),
  },
  Mutation: makeMutations(catalogue, references),
  SocialOrganisation: {
    __resolveReference: ({ id }) => ({ id }),
    agreements: ({ id }, args, ctx) => ctx.page(agreementsOfParty, id as string, args),
  },
  DataSharingAgreement: agreementFields,
  SharingAgreementRequest: {
    party: ({ partyId }) => ({ id: partyId }),
    agreement: ({ agreementId }, _, ctx) => (agreementId === null ? null : ctx.loaders.agreement.load(agreementId)),
  },
  PartnerClient: { party: ({ partyId }) => ({ id: partyId }) },
  FieldApproval: {
    subgraph: ({ subgraph }) => ({ name: subgraph }),
    decidedBy: ({ decidedBy }) => (decidedBy === null ? null : { id: decidedBy }),
  },
});

const makeMutations = (catalogue: CatalogueSource, references: References): MutationResolvers => ({
  registerPartnerClient: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerPartnerClient(tx, input, references)),
  requestSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestSharingAgreement(tx, input, catalogue())),
  declineSharingRequest: (_, { input }, ctx) => ctx.mutate(input, (tx) => declineSharingRequest(tx, input)),
  draftSharingAgreement: (_, { input }, ctx) =>
    ctx.mutate(input, (tx) => draftSharingAgreement(tx, input, catalogue(), references)),
  decideFields: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideFields(tx, input, catalogue())),
  approveSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveSharingAgreement(tx, input, catalogue())),
  signSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => signSharingAgreement(tx, input)),
  suspendSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => suspendSharingAgreement(tx, input)),
  resumeSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => resumeSharingAgreement(tx, input)),
  revokeSharingAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => revokeSharingAgreement(tx, input)),
  confirmDeletion: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmDeletion(tx, input)),
});

const agreementFields: DataSharingAgreementResolvers = {
  __resolveReference: ({ id }, ctx) => ctx.loaders.agreement.load(id),
  party: ({ kind, partyId }) => (kind === 'LEGAL_SERVICE' ? null : { id: partyId }),
  lawFirm: ({ kind, partyId }) => (kind === 'LEGAL_SERVICE' ? { id: partyId } : null),
  coordinates: async ({ id }, _, ctx) =>
    (await ctx.loaders.approvalsOfAgreement.load(id))
      .filter(({ decision }) => decision !== 'REFUSED')
      .map(({ coordinate }) => coordinate),
  approvals: ({ id }, _, ctx) => ctx.loaders.approvalsOfAgreement.load(id),
  rowFilter: ({ districtCodes, projectIds }) => ({ districtCodes, projectIds }),
  masking: async ({ id }, _, ctx) =>
    (await ctx.loaders.approvalsOfAgreement.load(id)).flatMap(({ coordinate, mask }) =>
      mask ? [{ coordinate, kind: mask }] : [],
    ),
  quota: async ({ id, perMinute, perDay, maxCost, personsPerDay }, _, ctx) => {
    const { requests, persons } = await ctx.loaders.usedToday.load(id);
    return {
      limitPerMinute: perMinute,
      limitPerDay: perDay,
      usedToday: requests,
      maxCost,
      limitPersonsPerDay: personsPerDay,
      personsToday: persons,
    };
  },
  status: (agreement, _, ctx) => agreementStatusOn(agreement, civilDay(ctx.now)),
  signedBy: ({ id }, _, ctx) => ctx.loaders.signaturesOfAgreement.load(id),
  deletionDueOn: (agreement, _, ctx) => {
    const start = lastDayOfReading(agreement, civilDay(ctx.now));
    return start === null ? null : ctx.loaders.lastDays.load({ start, days: ctx.number(numbers.DELETION_DAYS, start) });
  },
};
