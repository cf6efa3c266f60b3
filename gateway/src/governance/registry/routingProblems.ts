import type { Problem } from '../../supergraph/check/checkResult.ts';
import { normalSdl } from '../../supergraph/check/normalSdl.ts';
import { MAX_SDL_BYTES } from '../../supergraph/check/sizeProblems.ts';
import type { RegistryHost } from './registryHost.ts';

/** Calls the routing URL, and finds why it cannot serve the schema; empty when it answers this schema. */
export async function findRoutingProblems(
  subgraph: { readonly name: string; readonly url: string; readonly sdl: string },
  host: RegistryHost,
): Promise<Problem[]> {
  const problem = (message: string): Problem[] => [{ kind: 'ROUTING', coordinate: null, line: null, message }];
  try {
    const answered = await host.fetchSdl(subgraph);
    if (Buffer.byteLength(answered) <= 2 * MAX_SDL_BYTES && normalSdl(answered) === normalSdl(subgraph.sdl)) return [];
    return problem(
      `The subgraph at "${subgraph.url}" answers another schema than the one that is published. Deploy the version first, and publish what it answers.`,
    );
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}
