import { civilDay, findVisible } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { numbers } from '../rule/numbers.ts';
import type { Resolvers } from '../schema.gen.ts';
import { toContactStatus } from './getContact.ts';
import type { LastContact } from './loaders.ts';
import { proposeContact } from './proposeContact.ts';
import { contactCoverage, socialOrganisations } from './queries.ts';
import { recordContact } from './recordContact.ts';
import { registerSocialOrganisation } from './registerSocialOrganisation.ts';

export const socialOrganisationResolvers: Resolvers = {
  Query: {
    socialOrganisation: (_, { id }, ctx) => findVisible('social organisation', id, ctx.loaders.socialOrganisation),
    socialOrganisations: (_, args, ctx) => ctx.page(socialOrganisations, null, args),
    contactCoverage: (_, { year }, ctx) => contactCoverage(ctx, year),
  },
  Mutation: {
    registerSocialOrganisation: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerSocialOrganisation(tx, input)),
    proposeContact: (_, { input }, ctx) => ctx.mutate(input, (tx) => proposeContact(tx, input)),
    recordContact: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordContact(tx, input)),
    linkContact: (_, { input }, ctx) => ctx.mutate(input, (tx) => toContactStatus(tx, 'linkContact', input, 'LINKED')),
    suspendContact: (_, { input }, ctx) => ctx.mutate(input, (tx) => toContactStatus(tx, 'suspendContact', input, 'SUSPENDED')),
    endContact: (_, { input }, ctx) => ctx.mutate(input, (tx) => toContactStatus(tx, 'endContact', input, 'ENDED')),
  },
  SocialOrganisation: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.socialOrganisation.load(id),
    status: ({ id }, _, ctx) => ctx.loaders.socialOrganisationStatus.load(id),
    contacts: ({ id }, _, ctx) => ctx.loaders.contactsOfOrganisation.load(id),
  },
  ContactLink: {
    organisation: ({ socialOrganisationId }, _, ctx) => ctx.loaders.socialOrganisation.load(socialOrganisationId),
    kind: ({ districtCode }) => (districtCode === null ? 'CITY' : 'DISTRICT'),
    scope: ({ districtCode }) => districtCode,
    lastContactAt: async ({ id }, _, ctx) => (await loadLastContact(ctx, id))?.lastOn,
    active: async ({ id, status }, _, ctx) => status === 'LINKED' && ((await loadLastContact(ctx, id))?.recent ?? false),
  },
};

const loadLastContact = (ctx: Context, contactId: string): Promise<LastContact | null> =>
  ctx.loaders.lastContact.load({ contactId, on: civilDay(ctx.now), months: ctx.number(numbers.LASTING_MONTHS) });
