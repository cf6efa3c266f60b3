import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '@union-graph/infra/postgres';
import { provision } from '@union-graph/subgraph/provision';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { firstLine, type Program, pinning, startProgram } from '../processes.ts';
import { answerOf, COORDINATES, MASKS, sdl } from './graph.ts';

const AUDIENCE = 'https://bench.local';
const CURSOR_SECRET = 'a secret of measurements, and of no other house';
const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Two gateways on one governance database, one of them without an access log; a subgraph of canned answers, and who may ask. */
export interface PartnerBench {
  readonly withLog: GatewayProcess;
  readonly withoutLog: GatewayProcess;
  /** Headers by who asks: staff, and partners with and without masks. */
  readonly headers: Readonly<Record<'staff' | 'partner' | 'masked', Readonly<Record<string, string>>>>;
  readonly records: () => Promise<number>;
  readonly calls: () => number;
  readonly stop: () => Promise<void>;
}

export interface GatewayProcess {
  readonly url: string;
  readonly program: Program;
}

export async function openPartnerBench(): Promise<PartnerBench> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-partners-'));
  const postgres = await startPostgres({ dir });
  const urls = await provision(postgres.url, 'governance', 'bench');
  const issuer = await startIssuer();
  const subgraph = await startCannedSubgraph();
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const env = {
    SUBGRAPHS: `points=${subgraph.url}/graphql`,
    SERVICE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' }),
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: AUDIENCE,
    DATABASE_URL: urls.appUrl,
    CURSOR_SECRETS: CURSOR_SECRET,
    WITNESS_FOLDER: path.join(dir, 'witness'),
    MIGRATOR_DATABASE_URL: urls.migratorUrl,
    SUPERGRAPH_FILE: path.join(dir, 'none.graphql'),
    PORT: '0',
    // All ask the same here; each is to fetch it for itself, as those would who ask for different things.
    SUBGRAPH_SHARING: 'off',
  };
  // One after the other: the first one makes the tables.
  const withLog = await startGateway(env, '1');
  const owner = new pg.Pool({ connectionString: urls.migratorUrl, max: 1 });
  // Its connection may be the last one when the server stops.
  owner.on('error', () => undefined);
  await untilMade(owner);
  const withoutLog = await startGateway(env, '0');
  await agree(owner, 'partner', {});
  await agree(owner, 'masked', MASKS);
  await new Promise((resume) => setTimeout(resume, 1_000));
  const bearer = async (claims: object) => ({ authorization: `Bearer ${await issuer.token(claims)}` });
  const under = async (client: string) => ({
    ...(await bearer({ sub: client, client_id: client, union_graph: { grants: [] } })),
    'x-purpose': 'MATCHING',
  });
  const grants = [{ role: 'MEDIATOR', scope_path: '/city/' }];
  return {
    withLog,
    withoutLog,
    headers: {
      staff: await bearer({ sub: 's', union_graph: { person_id: 's', grants } }),
      partner: await under('partner'),
      masked: await under('masked'),
    },
    records: async () => Number((await owner.query('select seq from access_log_head')).rows[0]?.seq),
    calls: subgraph.takeCalls,
    stop: async () => {
      await Promise.all([withLog.program.stop(), withoutLog.program.stop()]);
      await owner.end();
      for (const server of [issuer, subgraph]) server.stop();
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A subgraph of canned answers, which counts its calls. */
async function startCannedSubgraph() {
  let calls = 0;
  const server = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
      calls += 1;
      const body = query.includes('_service') ? JSON.stringify({ data: { _service: { sdl } } }) : answerOf(query);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  const takeCalls = (): number => {
    const counted = calls;
    calls = 0;
    return counted;
  };
  return { ...server, takeCalls };
}

async function startGateway(env: Readonly<Record<string, string>>, keepsLog: string): Promise<GatewayProcess> {
  const args = ['--import', 'tsx', path.join(import.meta.dirname, 'gateway.ts')];
  const program = startProgram(args, pinning?.gateway, {
    ...env,
    KEEPS_LOG: keepsLog,
    TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json'),
  });
  const url = await firstLine(program);
  for (const end = Date.now() + 60_000; !(await fetch(`${url}/ready`)).ok; ) {
    if (Date.now() > end) throw new Error(`The gateway is not ready: ${program.errors()}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
  return { url, program };
}

async function untilMade(owner: pg.Pool): Promise<void> {
  for (const end = Date.now() + 60_000; ; ) {
    const { rows } = await owner.query(`select to_regclass('access_log_head') is not null as made`);
    if (rows[0]?.made) return;
    if (Date.now() > end) throw new Error('The governance database was not made.');
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** An agreement as if it had gone all its way, with more than a measurement can use up. */
async function agree(owner: pg.Pool, client: string, masks: Readonly<Record<string, string>>): Promise<void> {
  await owner.query('insert into partner_client values ($1, gen_random_uuid())', [client]);
  await owner.query(
    `with agreement as (
       insert into data_sharing_agreement (id, kind, party_id, client_id, purposes, district_codes, project_ids, per_minute, per_day, max_cost,
         persons_per_day, valid_from, valid_to, status, drafted_by, approved_by, impact_assessment_id)
       values (gen_random_uuid(), 'CONTACT', gen_random_uuid(), $1, '{MATCHING}', '{}', '{}', 1000000000, 1000000000, 1000000, 1000000,
         '2000-01-01', '2999-12-31', 'SIGNED', gen_random_uuid(), gen_random_uuid(), 'PIA') returning id)
     insert into field_approval (agreement_id, coordinate, mask, subgraph, decision, decided_by, decided_at)
     select id, field.coordinate, field.mask, 'points', 'APPROVED', id, now()
     from agreement, unnest($2::text[], $3::text[]) as field(coordinate, mask)`,
    [client, COORDINATES, COORDINATES.map((coordinate) => masks[coordinate] ?? null)],
  );
}

async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
  const served = await serve((request, response) => {
    const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer: served.url, jwks_uri: `${served.url}/jwks` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const token = (claims: object) =>
    new SignJWT({ scope: 'read write', client_id: 'console', ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })
      .setIssuer(served.url)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(privateKey);
  return { ...served, token };
}

async function serve(listener: RequestListener): Promise<{ url: string; stop: () => void }> {
  const server: Server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
