import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Catalogue, readCatalogue } from '../governance/catalogue/catalogue.ts';
import type { Generation } from '../supergraph/graph.ts';
import { type Admission, holdsAt } from './admit.ts';
import { readParts, reduceSchema, type SchemaParts } from './partnerSchema.ts';
import type { Standing } from './standing.ts';

const KNOWN_SCHEMAS = 200;

const catalogues = new WeakMap<Generation, Catalogue>();

/** The catalogue of a generation, read once. */
export function catalogueOf(generation: Generation): Catalogue {
  const known = catalogues.get(generation) ?? readCatalogue(generation.sdl);
  catalogues.set(generation, known);
  return known;
}

/** The coordinates that nobody reads for now: those that are stopped, and all of a subgraph that is stopped. */
export function stoppedCoordinates(catalogue: Catalogue, { stops }: Standing, now: Date): ReadonlySet<string> {
  const stopped = new Set<string>();
  for (const stop of stops) {
    if (!holdsAt(stop, now)) continue;
    if (stop.scope === 'FIELD') stopped.add(stop.target);
    if (stop.scope !== 'SUBGRAPH') continue;
    for (const { coordinate, owner, kind } of catalogue.fields.values())
      if (kind === 'field' && owner === stop.target) stopped.add(coordinate);
  }
  return stopped;
}

/**
 * Gives the schema of a partner, made once for each generation, set of coordinates and set of stops. Other coordinates make
 * another schema; what is not asked for any more is dropped with all that hangs on it.
 */
export function createPartnerSchemas() {
  const parts = new WeakMap<Generation, SchemaParts>();
  const schemas = new LRUCache<string, GraphQLSchema>({ max: KNOWN_SCHEMAS });
  return (generation: Generation, { agreement, standing, now }: Admission): GraphQLSchema => {
    const stops = standing.stops.filter((stop) => holdsAt(stop, now)).map(({ scope, target }) => `${scope} ${target}`);
    const key = JSON.stringify([generation.id, agreement.coordinatesHash, stops]);
    const known = schemas.get(key);
    if (known) return known;
    const catalogue = catalogueOf(generation);
    const own = parts.get(generation) ?? readParts(generation.schema, catalogue);
    parts.set(generation, own);
    const stopped = stoppedCoordinates(catalogue, standing, now);
    const schema = reduceSchema(own, new Set(agreement.coordinates), stopped);
    schemas.set(key, schema);
    return schema;
  };
}
