import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ANONYMOUS, createPassportSigner, type Role, type Viewer } from '@union-graph/identity';
import { openSubgraph, readAnswer, type SubgraphDefinition } from '@union-graph/subgraph';
import { request } from 'undici';

/** Asks the graph as a department of the city or as somebody else, on the data's today. Throws the first error of an answer. */
export type Ask = <Data>(query: string, variables?: object, viewer?: Viewer) => Promise<Data>;

const ANSWER_MS = 600_000;
/** Whole lists of the city are read at once. */
const MAX_ANSWER_BYTES = 256_000_000;
const TODAY = '2013-10-19T10:00:00+08:00';

/** Somebody with a role in a part of the tree. */
export const person = (role: Role, scopePath: string, personId: string | null = null): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId ?? role}`,
  kind: 'person',
  personId,
  grants: [{ role, scopePath }],
  scopes: ['read'],
});
const CITY_DEPARTMENT = person('CITY_DEPT', '/city/');

/** Opens a subgraph on a database, for this process alone. */
export async function openGraph(
  definition: SubgraphDefinition,
  appUrl: string,
): Promise<{ ask: Ask; stop: () => Promise<void> }> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const named = { kid: 'gateway', alg: 'EdDSA' };
  const running = await openSubgraph(definition, {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: appUrl,
    migratorUrl: null,
    passportKeys: { keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] },
    serviceKey: { ...privateKey.export({ format: 'jwk' }), ...named },
    subscribers: [],
    cursorSecrets: [randomBytes(32).toString('base64url')],
    allowTestClock: true,
    logLevel: 'error',
  });
  const sign = await createPassportSigner('gateway', { ...privateKey.export({ format: 'jwk' }), ...named });
  const ask: Ask = async <Data>(query: string, variables: object = {}, viewer: Viewer = CITY_DEPARTMENT) => {
    const { body } = await request(`${running.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Passport ${await sign(viewer, definition.name)}`,
        'x-test-now': TODAY,
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { data, errors } = JSON.parse(await readAnswer(body, MAX_ANSWER_BYTES)) as {
      data: Data;
      errors?: { message: string }[];
    };
    if (errors?.[0]) throw new Error(errors[0].message);
    return data;
  };
  return { ask, stop: running.stop };
}
