import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { RECEIVE_MS, receiveTimeouts } from '@union-graph/subgraph';
import { errors, type Provider } from 'oidc-provider';
import { PERSONS } from '../../data/demo/persons.ts';
import { LOOPBACK_SOURCES } from './loopback.ts';
import { createMetrics } from './metrics.ts';
import { messagePage, signInPage } from './page.ts';
import { createProvider } from './provider.ts';
import { openSecrets } from './secrets.ts';
import { Store } from './store.ts';

export interface IdentityOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where keys and sessions are kept. */
  readonly dir: string;
  readonly consoleOrigins: readonly string[];
  /** Milliseconds within which a request must have arrived whole. */
  readonly receiveMs?: number;
}

export interface IdentityServer {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** Starts the identity provider: OpenID Connect, its sign-in page, and the routes that every process has. */
export async function startIdentity({
  host,
  port,
  dir,
  consoleOrigins,
  receiveMs = RECEIVE_MS,
}: IdentityOptions): Promise<IdentityServer> {
  const server = http.createServer(receiveTimeouts(receiveMs));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const provider = createProvider({
    issuer,
    consoleOrigins,
    secrets: await openSecrets(dir),
    store: new Store(path.join(dir, 'sessions.json')),
  });
  server.on('request', routes(provider, consoleOrigins));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      // Whoever still waits has had the time a sign-in takes.
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
    });
  return { issuer, stop };
}

function routes(provider: Provider, consoleOrigins: readonly string[]): http.RequestListener {
  const metrics = createMetrics(provider);
  const openid = provider.callback();
  return (request, response) => {
    // Before anything is answered, so that no page is without them, the provider's own pages of errors neither.
    secure(response, consoleOrigins);
    const pathname = pathOf(request.url);
    const uid = /^\/sign-in\/([\w-]+)$/.exec(pathname)?.[1];
    if (pathname === '/health') return sendJson(response, { status: 'alive', service: 'identity' });
    if (pathname === '/ready') return sendJson(response, { ready: true, troubles: [] });
    if (pathname === '/metrics') return void response.setHeader('content-type', 'text/plain; version=0.0.4').end(metrics());
    if (pathname === '/')
      return sendPage(
        response,
        200,
        messagePage('本地身份提供方', 'The local identity provider. Sign in from the page at the gateway.'),
      );
    if (!uid) return void openid(request, response);
    signIn(provider, request, response).catch((error: unknown) => refuse(response, error));
  };
}

/** The path that is asked for; empty for what is none at all (`//`), which then leads nowhere. */
function pathOf(target = '/'): string {
  try {
    return new URL(target, 'http://localhost').pathname;
  } catch {
    return '';
  }
}

const sendJson = (response: http.ServerResponse, body: object): void =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

async function signIn(provider: Provider, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const login = new URLSearchParams(await readBody(request)).get('login') ?? '';
    if (!PERSONS.some((person) => person.login === login)) {
      return sendPage(response, 400, messagePage('没有这个人', `There is no demo person "${login.slice(0, 100)}".`));
    }
    await provider.interactionFinished(request, response, { login: { accountId: login } });
    return;
  }
  sendPage(response, 200, signInPage(uid, typeof params.login_hint === 'string' ? params.login_hint : undefined));
}

/** The form's answer leads on to the page that asked, which browsers count as a target of the form. */
function secure(response: http.ServerResponse, consoleOrigins: readonly string[]): void {
  const targets = ["'self'", ...consoleOrigins, ...LOOPBACK_SOURCES].join(' ');
  const headers = {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

const sendPage = (response: http.ServerResponse, status: number, html: string): void =>
  void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);

function refuse(response: http.ServerResponse, error: unknown): void {
  if (!(error instanceof errors.OIDCProviderError)) process.stderr.write(`${(error as Error).stack}\n`);
  const status = error instanceof errors.OIDCProviderError ? error.statusCode : 500;
  sendPage(
    response,
    status,
    messagePage('登录已失效,请回到页面重新登录', 'This sign-in is over. Go back to the page and begin again.'),
  );
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 10_000) throw new errors.InvalidRequest('the form is too long');
  }
  return body;
}
