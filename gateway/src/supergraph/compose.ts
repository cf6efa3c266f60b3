import { composeServices } from '@theguild/federation-composition';
import { GraphQLError, parse } from 'graphql';
import { narrowedFields } from './narrowedFields.ts';
import { textFaults } from './textFaults.ts';

export interface SubgraphAddress {
  readonly name: string;
  /** The URL of its GraphQL endpoint: `http://127.0.0.1:4004/graphql`. */
  readonly url: string;
}

export interface SubgraphSdl extends SubgraphAddress {
  readonly sdl: string;
}

/** The subgraphs do not compose into a supergraph. Each reason names the subgraph or coordinate at fault. */
export class CompositionError extends Error {
  override name = 'CompositionError';
  constructor(readonly reasons: readonly string[]) {
    super(`The subgraphs do not compose:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
  }
}

/**
 * Composes Federation 2 subgraphs into a supergraph SDL; the same subgraphs give the same text, whatever their order.
 * Throws {@link CompositionError}.
 */
export function compose(subgraphs: readonly SubgraphSdl[]): string {
  const services = [...subgraphs]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, url, sdl }) => ({ name, url, typeDefs: parseSubgraph(name, sdl) }));
  const result = composeServices(services);
  if (result.errors) throw new CompositionError(result.errors.map((error) => error.message));
  const narrowed = narrowedFields(services, result.supergraphSdl);
  if (narrowed.length > 0) throw new CompositionError(narrowed);
  return result.supergraphSdl;
}

function parseSubgraph(name: string, sdl: string) {
  try {
    const document = parse(sdl, { noLocation: true });
    const faults = textFaults(sdl, document);
    if (faults.length > 0) throw new CompositionError(faults.map(({ message }) => `[${name}] ${message}`));
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) throw new CompositionError([`[${name}] ${error.message}`]);
    throw error;
  }
}
