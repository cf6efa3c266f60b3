import { type Configuration, errors, Provider } from 'oidc-provider';
import { PERSONS } from '../../data/demo/persons.ts';
import { AUDIENCE, partnerClaim, personClaim } from './claims.ts';
import { CONSOLE, clients, SCOPES } from './clients.ts';
import { registerDemoPersonGrant } from './demoPersonGrant.ts';
import { isLoopback } from './loopback.ts';
import { messagePage } from './page.ts';
import { resourceServer } from './resourceServer.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from './store.ts';

export interface ProviderOptions {
  readonly issuer: string;
  /** Where the page at the gateway's door may be opened: `http://localhost:4000`. */
  readonly consoleOrigins: readonly string[];
  readonly secrets: Secrets;
  readonly store: Store;
}

const SECONDS_TO_LIVE = {
  AccessToken: 3_600,
  ClientCredentials: 3_600,
  AuthorizationCode: 60,
  IdToken: 3_600,
  Interaction: 3_600,
  Session: 86_400,
  Grant: 86_400,
  RefreshToken: 86_400,
};

/** Answers a path that leads nowhere as the gateway and the subgraphs do: 404 with the code `NOT_FOUND`. */
const tellNothingHere: Parameters<Provider['use']>[0] = async (ctx, next) => {
  await next();
  if (ctx.oidc?.route || ctx.status !== 404) return;
  ctx.status = 404;
  ctx.body = { errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] };
};

/** The OpenID Connect provider for demo persons and demo partners. For this machine only: nobody needs a password. */
export function createProvider({ issuer, consoleOrigins, secrets, store }: ProviderOptions): Provider {
  const configuration: Configuration = {
    adapter: (kind: string) => store.adapter(kind),
    jwks: { keys: [secrets.signingKey as never] },
    cookies: { keys: [secrets.cookieKey], short: { path: '/' } },
    clients: clients(secrets, consoleOrigins),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientBasedCORS: (_, origin) => consoleOrigins.includes(origin) || isLoopback(origin),
    scopes: [...SCOPES],
    claims: { openid: ['sub'], profile: ['name', 'locale'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: (_, login) => account(login),
    loadExistingGrant,
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = messagePage('登录请求有误', `The request to sign in is wrong: ${description ?? error}.`);
    },
    extraTokenClaims: (_, token) => {
      if (token.kind === 'ClientCredentials') return { union_graph: partnerClaim };
      const claim = 'accountId' in token ? personClaim(token.accountId) : undefined;
      return claim ? { union_graph: claim } : undefined;
    },
    // The page asks for no consent, which the standard would want for offline_access; it is our own.
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    ttl: SECONDS_TO_LIVE,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          if (resource !== AUDIENCE) throw new errors.InvalidTarget();
          return resourceServer;
        },
      },
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.use(tellNothingHere);
  registerDemoPersonGrant(provider);
  allowLoopback(provider);
  return provider;
}

/** Pages under development sign in as the console does, from whatever port and path of this machine they have. */
function allowLoopback(provider: Provider): void {
  const { prototype } = provider.Client as unknown as {
    prototype: { clientId: string; redirectUriAllowed(address: string): boolean };
  };
  const isRegistered = prototype.redirectUriAllowed;
  prototype.redirectUriAllowed = function isAllowed(address) {
    return (this.clientId === CONSOLE && isLoopback(address)) || isRegistered.call(this, address);
  };
}

function account(login: string) {
  const person = PERSONS.find((candidate) => candidate.login === login);
  return person && { accountId: login, claims: async () => ({ sub: login, name: person.nameZh, locale: 'zh-CN' }) };
}

/** The console is our own page: whoever signed in for it has agreed to what it asks for. */
const loadExistingGrant: NonNullable<Configuration['loadExistingGrant']> = async (ctx) => {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  const scope = String(params?.scope ?? '');
  grant.addOIDCScope(scope);
  grant.addResourceScope(AUDIENCE, scope);
  await grant.save();
  return grant;
};
