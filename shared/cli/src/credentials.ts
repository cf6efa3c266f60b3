import type { Call } from './command.ts';
import { type Credentials, storedCredentials } from './credentialStore.ts';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { gatewayOf } from './settings.ts';
import { text } from './text.ts';

/** The credentials for a gateway, of the environment (in pipelines) or of `union-graph login`. Throws {@link Failure} when there are none. */
export function readCredentials(call: Call): Credentials | { readonly token: string } {
  const { env } = call.surroundings;
  if (env.UNION_GRAPH_TOKEN) return { token: env.UNION_GRAPH_TOKEN };
  const gateway = gatewayOf(call);
  const stored = storedCredentials(env, gateway);
  const clientId = env.UNION_GRAPH_CLIENT_ID || stored?.clientId;
  const issuer = env.UNION_GRAPH_ISSUER || stored?.issuer;
  const secret = env.UNION_GRAPH_CLIENT_SECRET || stored?.secret;
  const keyFile = env.UNION_GRAPH_KEY_FILE || stored?.keyFile;
  if (clientId && issuer && (secret || keyFile))
    return { clientId, issuer, ...(secret ? { secret } : { keyFile: keyFile as string }) };
  throw new Failure(
    EXIT.notAllowed,
    'NOT_SIGNED_IN',
    text(
      `You are not signed in to ${gateway}. Sign in with "union-graph login --gateway ${gateway} --client-id ID", or in a pipeline set UNION_GRAPH_ISSUER, UNION_GRAPH_CLIENT_ID and UNION_GRAPH_CLIENT_SECRET.`,
      `尚未登录 ${gateway}。请运行“union-graph login --gateway ${gateway} --client-id ID”，流水线中则设置 UNION_GRAPH_ISSUER、UNION_GRAPH_CLIENT_ID 和 UNION_GRAPH_CLIENT_SECRET。`,
    ),
  );
}
