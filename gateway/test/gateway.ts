import type { Tracing } from '@union-graph/subgraph';
import { eventually as untilDefined } from '@union-graph/testing';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { type Logger, pino } from 'pino';
import { DEFAULT_ATTEMPT_LIMITS } from '../src/accounts/attempts.ts';
import { DEFAULT_CALL_SETTINGS } from '../src/calls/callSettings.ts';
import { DEFAULT_LIMITS } from '../src/checks/limits/limits.ts';
import type { GatewayConfig } from '../src/config.ts';
import { type RunningGateway, startGateway } from '../src/server.ts';
import { AUDIENCE } from './issuer.ts';
import type { FixtureSubgraph } from './subgraph.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  readonly codes: unknown[];
  readonly extensions: unknown;
}

export interface GatewayUnderTest extends Omit<RunningGateway, 'retire'> {
  ask(
    query: string,
    options?: { token?: string; variables?: object; headers?: Record<string, string>; operationName?: string },
  ): Promise<Answer>;
}

/** A key pair: the private key for the gateway, the public key for the subgraphs. */
export async function gatewayKeys(): Promise<{ serviceKey: JWK; trusted: JSONWebKeySet }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const named = { kid: 'gateway', alg: 'EdDSA' };
  return {
    serviceKey: { ...(await exportJWK(privateKey)), ...named },
    trusted: { keys: [{ ...(await exportJWK(publicKey)), ...named }] },
  };
}

export async function startTestGateway(
  options: { subgraphs: readonly FixtureSubgraph[]; serviceKey: JWK; issuer: string } & Partial<
    Omit<GatewayConfig, 'graph' | 'signIn'>
  > & { file?: string; pollMs?: number; log?: Logger; tracing?: Tracing | null },
): Promise<GatewayUnderTest> {
  const {
    subgraphs,
    serviceKey,
    issuer,
    file = '/nowhere/supergraph.graphql',
    // Subgraphs are polled once. A test that changes a subgraph sets a shorter interval.
    pollMs = 60_000,
    log = pino({ level: 'silent' }),
    tracing = null,
    ...rest
  } = options;
  return withAsk(
    await startGateway(
      {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        workers: 1,
        governance: null,
        introspection: 'developers',
        origins: [],
        testClock: false,
        // Long enough for a busy machine, as that of calls is; tests of limits set their own.
        requestTimeoutMs: 240_000,
        receiveTimeoutMs: 20_000,
        operations: null,
        // Long enough for a busy machine.
        calls: { ...DEFAULT_CALL_SETTINGS, timeoutMs: 60_000 },
        engine: 'own',
        limits: DEFAULT_LIMITS,
        attempts: DEFAULT_ATTEMPT_LIMITS,
        maxCost: 10_000,
        graph: { kind: 'subgraphs', subgraphs: subgraphs.map(({ name, url }) => ({ name, url })), pollMs, file },
        signIn: { issuer, audience: AUDIENCE, serviceKey },
        ...rest,
      },
      log,
      tracing,
    ),
  );
}

export const withAsk = (gateway: Omit<RunningGateway, 'retire'>): GatewayUnderTest => ({
  ...gateway,
  ask: async (query, { token, variables, headers, operationName } = {}) =>
    readAnswer(
      await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    ),
});

export async function readAnswer(response: Response): Promise<Answer> {
  const body = (await response.json()) as { data?: Answer['data']; errors?: Answer['errors']; extensions?: unknown };
  const errors = body.errors ?? [];
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors,
    codes: errors.map((error) => error.extensions.code),
    extensions: body.extensions,
  };
}

/** Waits until a gateway has loaded its graph. Throws at once, with the reason, when the graph cannot be loaded. */
export async function untilLoaded({ url }: Pick<RunningGateway, 'url'>): Promise<void> {
  await untilDefined(async () => {
    const { ready, subgraphs } = (await (await fetch(`${url}/ready`)).json()) as {
      ready: boolean;
      subgraphs: Record<string, string>;
    };
    const faults = Object.entries(subgraphs).filter(([, state]) => state !== 'ok' && state !== 'not reachable');
    if (faults.length > 0) throw new Error(`The gateway cannot load this graph: ${JSON.stringify(faults)}`);
    return ready;
  });
}

/** Waits until a function of expectations passes. */
export { eventuallyHolds as eventually } from '@union-graph/testing';
