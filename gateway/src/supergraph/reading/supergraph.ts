import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type CostRules, readCostRules } from './costRules.ts';
import { readSubgraphs } from './joins.ts';
import { type PersonType, readPersonType } from './personType.ts';
import { readSubgraphTypes, type SubgraphType } from './subgraphTypes.ts';
import { readSubtypes } from './subtypes.ts';
import { readSupergraphTypes, type SupergraphTypes } from './supergraphTypes.ts';

/**
 * Everything that the gateway knows of one supergraph: read once for each generation, and never changed. Nothing else parses its SDL or
 * looks at its directives. What few need is read when it is first asked for, and kept.
 */
export interface Supergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  /** The names of the subgraphs. */
  readonly subgraphs: readonly string[];
  readonly types: SupergraphTypes;
  /** The type as the subgraph has it; undefined where it has none of that name. */
  typeIn(subgraph: string, typeName: string): SubgraphType | undefined;
  /** Whether an object or interface type is a subtype of an interface or union. */
  isSubtype(typeName: string, abstractName: string): boolean;
  /** All types of the supergraph, also those that clients do not see. */
  readonly schema: GraphQLSchema;
  readonly costs: CostRules;
  /** The type of persons, and where their consents are; null where no type is marked as that of persons. */
  readonly persons: PersonType | null;
  readonly catalogue: Catalogue;
}

/** Reads a supergraph. Throws for SDL that does not parse, and for contradictory tags of persons. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true });
  const subgraphs = readSubgraphs(document);
  const types = readSupergraphTypes(document, subgraphs);
  const persons = readPersonType(types);
  const subtypes = readSubtypes(types);
  const subgraphTypes = once(() => readSubgraphTypes(types, subgraphs.values()));
  const schema = once(() => buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
  const costs = once(() => readCostRules(types));
  const catalogue = once(() => readCatalogue(types));
  return {
    sdl,
    document,
    subgraphs: [...subgraphs.values()].map(({ name }) => name),
    types,
    persons,
    typeIn: (subgraph, typeName) => subgraphTypes().get(subgraph)?.get(typeName),
    isSubtype: (typeName, abstractName) => subtypes.get(abstractName)?.has(typeName) === true,
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

function once<T extends object>(read: () => T): () => T {
  let known: T | null = null;
  return () => {
    known ??= read();
    return known;
  };
}
