import type { Provider, TokenEndpointGrantContext } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { PERSONS } from '../../data/demo/persons.ts';
import { AUDIENCE } from './claims.ts';
import { DEMO_PERSON_GRANT } from './clients.ts';
import { resourceServer } from './resourceServer.ts';

/** Teaches a provider the grant {@link DEMO_PERSON_GRANT}. */
export function registerDemoPersonGrant(provider: Provider): void {
  provider.registerGrantType<{ person?: string }>(DEMO_PERSON_GRANT, (ctx) => handle(provider, ctx), ['person', 'scope']);
}

async function handle(provider: Provider, ctx: TokenEndpointGrantContext<{ person?: string; scope?: string }>): Promise<void> {
  const { client, params } = ctx.oidc;
  const login = params.person;
  if (!login || !PERSONS.some((person) => person.login === login)) {
    throw new errors.InvalidRequest(`there is no demo person "${login ?? ''}"`);
  }
  const asked = params.scope?.split(' ').filter(Boolean) ?? ['read', 'write'];
  const known = resourceServer.scope.split(' ');
  const unknown = asked.filter((scope) => !known.includes(scope));
  if (unknown.length > 0) throw new errors.InvalidScope('the demo person cannot be given this scope', unknown.join(' '));
  const scope = asked.join(' ');

  const grant = new provider.Grant({ accountId: login, clientId: client.clientId });
  grant.addResourceScope(AUDIENCE, scope);
  const token = new provider.AccessToken({
    accountId: login,
    client,
    grantId: await grant.save(),
    gty: DEMO_PERSON_GRANT,
    scope,
  });
  token.resourceServer = new provider.ResourceServer(AUDIENCE, resourceServer);
  ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: token.expiration, scope };
}
