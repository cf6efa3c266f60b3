import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { compressedFile, encodingFor } from './compressedFile.ts';

/** The built console; found by the package's name, since compiled programs lie a folder deeper than their sources. */
const DIST = path.resolve(createRequire(import.meta.url).resolve('@union-graph/gateway/package.json'), '../console/dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Union graph</title>
<h1>Union graph</h1>
<p>The GraphQL endpoint is <code>POST /graphql</code>.</p>
<p>The console is not built yet. Build it with <code>node_modules/.bin/pnpm --filter @union-graph/console build</code>, then load this page again.</p>
</html>
`;

export interface ConsoleOptions {
  /** Null for an open gateway. */
  readonly signIn: { readonly issuer: string; readonly audience: string } | null;
  readonly testClock: boolean;
}

/** Serves the built console and its settings (`/console.json`). The content security policy permits requests to the gateway and the issuer only. */
export function serveConsole(app: FastifyInstance, { signIn, testClock }: ConsoleOptions): void {
  const policy = contentPolicy(signIn?.issuer);
  app.get('/console.json', async (_, reply) =>
    reply.header('cache-control', 'no-store').send({
      issuer: signIn?.issuer ?? null,
      clientId: 'console',
      audience: signIn?.audience ?? null,
      testClock,
    }),
  );
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const file = fileFor(request);
    if (file) {
      const encoding = encodingFor(request, file);
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      return reply
        .type(TYPES[path.extname(file)] ?? 'application/octet-stream')
        .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        .headers(encoding === null ? { vary: 'accept-encoding' } : { vary: 'accept-encoding', 'content-encoding': encoding })
        .send(await compressedFile(file, encoding));
    }
    if (request.url.split('?')[0] === '/') return reply.type('text/html; charset=utf-8').send(NOT_BUILT);
    return reply.callNotFound();
  };
  app.get('/', page);
  app.get('/*', page);
}

/** The built file of a URL path (`/` is `index.html`), or null. */
function fileFor({ url }: FastifyRequest): string | null {
  const name = decodePath(url.split('?')[0] ?? '/');
  const wanted = path.normalize(path.join(DIST, name === '/' ? 'index.html' : name));
  return wanted.startsWith(DIST + path.sep) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : null;
}

function decodePath(name: string): string {
  try {
    return decodeURIComponent(name).replaceAll('\0', '');
  } catch {
    return '/';
  }
}

function contentPolicy(issuer: string | undefined): string {
  const issuerOrigin = issuer ? ` ${new URL(issuer).origin}` : '';
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `worker-src 'self' blob:`,
    // The editor of GraphiQL writes its own style elements.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self' data:`,
    `connect-src 'self'${issuerOrigin}`,
    `form-action 'self'${issuerOrigin}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}
