import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse, type TypeDefinitionNode } from 'graphql';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { readClientDefinitions } from './clientDefinitions.ts';
import { type CostRules, readCostRules } from './costRules.ts';
import { readSubgraphEnum } from './joins.ts';
import { type PersonType, readPersonType } from './personType.ts';
import { readSubgraphTypes, type SubgraphType } from './subgraphTypes.ts';
import { readSubtypes } from './subtypes.ts';
import { readSupergraphTypes, type SupergraphTypes } from './supergraphTypes.ts';

/**
 * Everything that the gateway reads from one supergraph: read once for each generation, and immutable. No other module parses the SDL or reads
 * its directives. `clientDefinitions`, `schema`, `costs`,
 * `catalogue` and the types by subgraph are read lazily.
 */
export interface Supergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  /** The names of the subgraphs. */
  readonly subgraphs: readonly string[];
  /** The subgraphs with the addresses that the supergraph says. */
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  readonly types: SupergraphTypes;
  /** A type in a subgraph; undefined when the subgraph does not have it. */
  typeIn(subgraph: string, typeName: string): SubgraphType | undefined;
  /** Whether an object or interface type is a subtype of an interface or union. */
  isSubtype(typeName: string, abstractName: string): boolean;
  /** The type definitions of the clients' schema, by name. */
  readonly clientDefinitions: ReadonlyMap<string, TypeDefinitionNode>;
  /** The schema with all types, also those that are not in the clients' schema. */
  readonly schema: GraphQLSchema;
  readonly costs: CostRules;
  /** The type of persons and the fields of their consents; null when no type has the tag. */
  readonly personType: PersonType | null;
  readonly catalogue: Catalogue;
}

/** Reads a supergraph. Throws for SDL that does not parse, and for contradictory tags of persons. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true });
  const subgraphs = readSubgraphEnum(document);
  const types = readSupergraphTypes(document, subgraphs);
  const personType = readPersonType(types);
  const subtypes = readSubtypes(types);
  const subgraphTypes = lazy(() => readSubgraphTypes(types, subgraphs.values()));
  const schema = lazy(() => buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
  const costs = lazy(() => readCostRules(types));
  const catalogue = lazy(() => readCatalogue(types));
  const clientDefinitions = lazy(() => readClientDefinitions(document));
  return {
    sdl,
    document,
    subgraphs: [...subgraphs.values()].map(({ name }) => name),
    addresses: [...subgraphs.values()].map(({ name, url }) => ({ name, url })),
    types,
    personType,
    typeIn: (subgraph, typeName) => subgraphTypes().get(subgraph)?.get(typeName),
    isSubtype: (typeName, abstractName) => subtypes.get(abstractName)?.has(typeName) === true,
    get clientDefinitions() {
      return clientDefinitions();
    },
    get schema() {
      return schema();
    },
    get costs() {
      return costs();
    },
    get catalogue() {
      return catalogue();
    },
  };
}

function lazy<T extends object>(read: () => T): () => T {
  let known: T | null = null;
  return () => {
    known ??= read();
    return known;
  };
}
