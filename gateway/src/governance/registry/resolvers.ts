import { hasRole, STAFF_ROLES, type Viewer } from '@union-graph/identity';
import { forbidden, notFound } from '@union-graph/subgraph';
import type { CatalogueSource } from '../catalogue/source.ts';
import type { Context } from '../context.ts';
import type { CheckSchemaInput, QueryResolvers, RegisteredSubgraphResolvers, Resolvers } from '../schema.gen.ts';
import { approveReference } from './approveReference.ts';
import { checkSchema } from './checkSchema.ts';
import { addSubgraphCredential, refuseUnlessPublisher, revokeSubgraphCredential } from './credentials.ts';
import { decideSubgraph } from './decideSubgraph.ts';
import { getSubgraph } from './getSubgraph.ts';
import { findAllRegistered } from './loaders.ts';
import { publishSubgraph, refuseTooLarge } from './publishSubgraph.ts';
import { findGeneration, generations, versionsOfSubgraph } from './queries.ts';
import { registerSubgraph } from './registerSubgraph.ts';
import type { RegistryHost } from './registryHost.ts';
import { readSnapshot } from './registrySnapshot.ts';
import { rollBackSubgraph } from './rollBackSubgraph.ts';
import { toSchemaCheck } from './toSchemaCheck.ts';

export const makeRegistryResolvers = (catalogue: CatalogueSource, host: RegistryHost): Resolvers => ({
  Query: makeQueries(host),
  Mutation: {
    registerSubgraph: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerSubgraph(tx, input, catalogue())),
    decideSubgraph: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideSubgraph(tx, input)),
    addSubgraphCredential: (_, { input }, ctx) => ctx.mutate(input, (tx) => addSubgraphCredential(tx, input)),
    revokeSubgraphCredential: (_, { input }, ctx) => ctx.mutate(input, (tx) => revokeSubgraphCredential(tx, input)),
    publishSubgraph: (_, { input }, ctx) => publishSubgraph(ctx, input, host),
    rollBackSubgraph: (_, { input }, ctx) => rollBackSubgraph(ctx, input, host),
    approveReference: (_, { input }, ctx) => approveReference(ctx, input, host),
  },
  RegisteredSubgraph: subgraphFields,
  SchemaVersion: {
    subgraph: ({ subgraph }) => ({ name: subgraph }),
    check: ({ checkResult }) => toSchemaCheck(checkResult),
  },
  ReferenceApproval: {
    subgraph: ({ subgraph }) => ({ name: subgraph }),
    owner: ({ owner }) => ({ name: owner }),
    decidedBy: ({ decidedBy }) => (decidedBy === null ? null : { id: decidedBy }),
  },
  Generation: {
    id: ({ id }) => String(id),
    versions: async ({ versionIds }, _, ctx) =>
      (await Promise.all(versionIds.map((id) => ctx.loaders.schemaVersion.load(id)))).filter((version) => version !== null),
  },
  SubgraphOwner: { __resolveType: () => 'Union' },
});

const makeQueries = (host: RegistryHost): QueryResolvers => ({
  subgraphs: async (_, __, ctx) => {
    refuseUnlessStaff(ctx.viewer);
    return (await findAllRegistered(ctx)).map(({ id }) => ({ name: id }));
  },
  subgraph: async (_, { name }, ctx) => {
    refuseUnlessStaff(ctx.viewer);
    const found = await ctx.loaders.registeredSubgraph.load(name);
    if (!found) throw notFound('subgraph', name);
    return { name };
  },
  checkSchema: (_, { input }, ctx) => checkSubgraphSchema(ctx, input, host),
  generation: (_, __, ctx) => {
    refuseUnlessStaff(ctx.viewer);
    return findGeneration(ctx);
  },
  generations: (_, args, ctx) => {
    refuseUnlessStaff(ctx.viewer);
    return ctx.page(generations, null, args);
  },
});

const subgraphFields: RegisteredSubgraphResolvers = {
  __resolveReference: ({ name }) => ({ name }),
  owner: async (subgraph, _, ctx) => {
    const found = await loadRow(subgraph, ctx);
    return found && { __typename: 'Union', id: found.ownerUnionId };
  },
  stewards: async ({ name }, _, ctx) =>
    (await ctx.loaders.stewardsOfSubgraph.load(name as string)).map((id) => ({ person: { id } })),
  contact: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.contact,
  routingUrl: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.routingUrl,
  prefix: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.prefix,
  status: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.status,
  reason: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.reason,
  version: async (subgraph, _, ctx) => (await loadRow(subgraph, ctx))?.version,
  current: ({ name }, _, ctx) => ctx.loaders.currentVersion.load(name as string),
  versions: ({ name }, args, ctx) => ctx.page(versionsOfSubgraph, name as string, args),
  credentials: ({ name }, _, ctx) => ctx.loaders.credentialsOfSubgraph.load(name as string),
  references: ({ name }, _, ctx) => ctx.loaders.referencesOfSubgraph.load(name as string),
};

const loadRow = ({ name }: { readonly name?: string | undefined }, ctx: Context) =>
  ctx.loaders.registeredSubgraph.load(name as string);

async function checkSubgraphSchema(ctx: Context, { subgraph, sdl }: CheckSchemaInput, host: RegistryHost) {
  if (ctx.viewer.kind === 'client') await refuseUnlessPublisher(ctx, subgraph);
  else refuseUnlessStaff(ctx.viewer);
  const row = await getSubgraph(ctx, subgraph);
  refuseTooLarge(sdl);
  const schema = { name: row.id, url: row.routingUrl as string, prefix: row.prefix as string, sdl };
  const found = await checkSchema(ctx, schema, await readSnapshot(ctx, row.id, host), host);
  return { ...toSchemaCheck(found), subgraphVersion: row.version };
}

/** Refuses viewers who are not staff: the registered subgraphs are internal data. */
export function refuseUnlessStaff(viewer: Viewer): void {
  if (viewer.agreement !== undefined || !hasRole(viewer, ...STAFF_ROLES))
    throw forbidden(viewer, 'This is for the staff of the federation.', { kind: 'role', anyOf: STAFF_ROLES });
}
