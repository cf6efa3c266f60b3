import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';

/** What the gateway answers to a GraphQL request: data, an error, or a broken connection (`null`). */
type Answer = { readonly data: object } | { readonly code: string; readonly message?: string; readonly more?: object } | null;

/** A gateway and its identity provider as the command meets them, over HTTP. */
export interface FixtureHouse {
  readonly url: string;
  readonly requests: { readonly query: string; readonly variables: Record<string, never>; readonly authorization: string }[];
  /** How the client proved itself at the token endpoint, last. */
  readonly proof: { basic?: string; assertion?: string };
  /** The key of the client that signs. */
  readonly key: JWK;
  answer: (request: { readonly query: string; readonly variables: never }) => Answer;
  /** What the gateway answers at `/development`. */
  develop: (request: IncomingMessage, body: string) => readonly [status: number, body: object, etag?: string];
  stop(): Promise<void>;
}

export const SECRET = 'a secret: with/letters';

/** Starts both on one free port. The client is `publisher`, with the secret or the key. */
export async function startFixtureHouse(): Promise<FixtureHouse> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'own', alg: 'ES256' };
  const trusted = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'own', alg: 'ES256' }] });
  const house = { requests: [], proof: {}, key, answer: () => null, develop: () => [404, {}] } as unknown as FixtureHouse & {
    url: string;
  };
  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const body = await bodyOf(request);
    if (request.url === '/console.json') return send(200, { issuer: house.url });
    if (request.url === '/.well-known/openid-configuration') return send(200, { token_endpoint: `${house.url}/token` });
    if (request.url === '/token') return send(...(await tokenFor(house, new URLSearchParams(body), request, trusted)));
    if (request.url?.startsWith('/development/')) {
      const [status, answered, etag] = house.develop(request, body);
      if (etag) response.setHeader('etag', etag);
      return send(status, answered);
    }
    const { query, variables } = JSON.parse(body);
    house.requests.push({ query, variables, authorization: request.headers.authorization ?? '' });
    const answer = house.answer({ query, variables: variables as never });
    if (answer === null) return response.destroy();
    if ('data' in answer) return send(200, answer);
    const { code, message = 'No.', more = {} } = answer;
    return send(200, { errors: [{ message, extensions: { code, messageZh: '不行。', ...more } }] });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  house.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  house.stop = () => closed(server);
  return house;
}

async function tokenFor(
  { url, proof }: FixtureHouse,
  form: URLSearchParams,
  request: IncomingMessage,
  keys: ReturnType<typeof createLocalJWKSet>,
): Promise<[number, object]> {
  const refused: [number, object] = [401, { error: 'invalid_client', error_description: 'client authentication failed' }];
  const assertion = form.get('client_assertion');
  if (assertion) {
    proof.assertion = assertion;
    const isSigned = await jwtVerify(assertion, keys, { issuer: 'publisher', subject: 'publisher', audience: url }).then(
      () => true,
      () => false,
    );
    return isSigned ? [200, { access_token: 'by-key' }] : refused;
  }
  proof.basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
  return proof.basic === `publisher:${encodeURIComponent(SECRET)}` ? [200, { access_token: 'by-secret' }] : refused;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
