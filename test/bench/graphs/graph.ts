import type { DocumentNode, GraphQLSchema } from 'graphql';

/** One subgraph: its schema, and the same with resolvers that need nothing but memory. */
export interface Definition {
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly build: () => GraphQLSchema;
}

export interface BenchOperation {
  /** The name in the text of the operation; no two operations have the same. */
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A graph, and what it is asked. The last operation is used to see whether a gateway is there. */
export interface BenchGraph {
  readonly name: string;
  readonly definitions: readonly Definition[];
  readonly operations: readonly BenchOperation[];
}
