import type { JSONWebKeySet } from 'jose';
import { type Definition, type FixtureSubgraph, startSubgraph } from './subgraph.ts';

/** A subgraph with what organisation tells governance of persons: the ids of all their records. */
function withRecordIds({ sdl, resolvers }: Definition): Definition {
  const field = 'recordIds: [ID!]! @federation__inaccessible @tag(name: "per")';
  const type = /\btype Member\b/.test(sdl)
    ? `extend type Member { ${field} }`
    : `type Member ${sdl.includes('"@key"') ? '@key' : '@federation__key'}(fields: "id") { id: ID! @tag(name: "per")  ${field} }`;
  const own = (resolvers as { Member?: object }).Member;
  const recordIds = ({ id }: { id: string }) => [id];
  return { sdl: `${sdl}\n${type}`, resolvers: { ...resolvers, Member: { ...own, recordIds } } };
}

/** A subgraph that can be composed with governance alone, in each of its releases. */
export async function startBesideGovernance(
  name: string,
  definition: Definition,
  trusted: JSONWebKeySet,
): Promise<FixtureSubgraph> {
  const started = await startSubgraph(name, withRecordIds(definition), trusted);
  return { ...started, release: (next) => started.release(withRecordIds(next)) };
}
