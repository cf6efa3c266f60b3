import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestIssuer {
  readonly url: string;
  /** The forms sent to the token and revocation endpoints so far. */
  readonly asked: Record<string, string>[];
  /** What the token endpoint answers next. */
  answer: { status: number; body: Record<string, unknown> };
  close(): Promise<void>;
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return Object.fromEntries(new URLSearchParams(text));
}

/** An issuer over real HTTP whose token endpoint answers as told. */
export async function startIssuer(): Promise<TestIssuer> {
  const asked: Record<string, string>[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      const at = (endpoint: string): string => `${issuer.url}/${endpoint}`;
      response.end(
        JSON.stringify({ authorization_endpoint: at('auth'), token_endpoint: at('token'), revocation_endpoint: at('revoke') }),
      );
      return;
    }
    asked.push(await formOf(request));
    response.statusCode = issuer.answer.status;
    response.end(JSON.stringify(issuer.answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: { status: 200, body: {} },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return issuer;
}

/** An id token with these claims; the page does not look at its signature. */
export const idToken = (claims: Record<string, unknown>): string =>
  `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
