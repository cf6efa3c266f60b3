import type { Context } from '../context.ts';
import { findCredential, refuseUnlessPublisher } from '../registry/credentials.ts';

/** The name of the subgraph that the asking program publishes; null for viewers without a credential. `FORBIDDEN` for one that does not hold now. */
export async function findOwnSubgraph(ctx: Context): Promise<string | null> {
  const credential = await findCredential(ctx, ctx.viewer);
  if (!credential) return null;
  await refuseUnlessPublisher(ctx, credential.subgraph);
  return credential.subgraph;
}
