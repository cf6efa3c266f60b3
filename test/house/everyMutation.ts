import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createPassportSigner, type Viewer } from '@union-graph/identity';
import { personId } from '@union-graph/infra/demo';
import type { ServiceName } from '@union-graph/infra/services';
import { loadSubgraphSdl } from '@union-graph/schema';
import {
  buildASTSchema,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
} from 'graphql';
import { request } from 'undici';
import { ask, key } from './client.ts';
import { house } from './house.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The services whose mutations can be called past the gateway. */
export const SERVICES = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'] as const;

/** Calls mutations of a service as the gateway would for different people; whatever it answers, its audit has a row of each. */
export async function callMutations(service: ServiceName & (typeof SERVICES)[number]): Promise<void> {
  const sign = await createPassportSigner(
    'gateway',
    JSON.parse(readFileSync(path.join(house.dataDir, 'keys', 'gateway.jwk'), 'utf8')),
  );
  for (const { name, type } of mutationsOf(service)) {
    const viewer: Viewer = {
      subject: `audited-${crypto.randomUUID()}`,
      kind: 'person',
      personId: crypto.randomUUID(),
      unionPath: '/city/',
      grants: [{ role: 'BUREAU_ADMIN', scopePath: '/city/' }],
      scopes: ['read', 'write'],
      clientId: 'console',
    };
    const answer = await request(`${house.services[service]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Passport ${await sign(viewer, service)}` },
      body: JSON.stringify({
        query: `mutation ($input: ${type.name}!) { ${name}(input: $input) { __typename } }`,
        variables: { input: madeUp(type) },
      }),
    });
    await answer.body.dump();
  }
}

/** The mutations of a service, each with its one input. */
function mutationsOf(service: string): { name: string; type: GraphQLInputObjectType }[] {
  const sdl = loadSubgraphSdl(path.join(ROOT, 'subgraphs', service));
  const { definitions } = parse(sdl);
  const types = { ...parse(sdl), definitions: definitions.filter((one) => one.kind !== Kind.SCHEMA_EXTENSION) };
  const schema = buildASTSchema(types, { assumeValid: true, assumeValidSDL: true });
  const fields = definitions.flatMap((one) =>
    (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION) && one.name.value === 'Mutation'
      ? (one.fields ?? [])
      : [],
  );
  return fields
    .map(({ name, arguments: args }) => {
      const [input] = args ?? [];
      return { name: name.value, type: typeFromAST(schema, (input as InputValueDefinitionNode).type as never) };
    })
    .map(({ name, type }) => ({ name, type: getNullableType(type) as unknown as GraphQLInputObjectType }));
}

/** A value of a type, with what is required of it. */
function madeUp(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [madeUp(nullable.ofType)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!isInputObjectType(nullable)) return SCALARS[nullable.name] ?? '审计';
  const required = Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, field.name === 'idempotencyKey' ? key() : madeUp(field.type)]));
}
const SCALARS: Readonly<Record<string, unknown>> = {
  ID: crypto.randomUUID(),
  Int: 1,
  Boolean: true,
  Date: '2013-10-19',
  DateTime: '2013-10-19T02:00:00Z',
  Fen: '100',
  BasisPoints: 100,
  DistrictCode: '110105',
};

/** A mutation of governance, which answers only through the gateway. */
export async function suspendNothing(at: number): Promise<void> {
  const input = { idempotencyKey: key(), agreementId: personId('li-jianguo'), expectedVersion: at, reason: '审计' };
  await ask(
    'jiang-nan',
    'mutation ($input: SuspendSharingAgreementInput!) { suspendSharingAgreement(input: $input) { __typename } }',
    { input },
  );
}
