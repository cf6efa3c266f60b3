import type { SubgraphSdl } from '../compose.ts';

/** Why a schema cannot be published, by what its owner has to mend. */
export type ProblemKind =
  | 'TOO_LARGE'
  | 'SYNTAX'
  | 'COMPOSITION'
  | 'PREFIX'
  | 'LEVEL'
  | 'DESCRIPTION'
  | 'CLOSED_TYPE'
  | 'CHANGES_OTHERS'
  | 'DIRECTIVE'
  | 'CONVENTION'
  | 'ROUTING';

export interface Problem {
  readonly kind: ProblemKind;
  /** What is at fault, as a coordinate: `ConstructionSite.nameZh`; null where it is the whole schema. */
  readonly coordinate: string | null;
  /** The line of the published SDL, from 1; null where none is known. */
  readonly line: number | null;
  /** A sentence that says what is wrong, and one that says what to do. */
  readonly message: string;
}

export type ReferenceKind = 'KEY' | 'REQUIRES' | 'PROVIDES';

/** A use of a field of another subgraph, which its owner must have approved (GOV-INV-3). */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly coordinate: string;
  /** The subgraph that owns the field. */
  readonly owner: string;
}

export type Criticality = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** A difference between the current version of a schema and the one that is checked. */
export interface SchemaDifference {
  readonly criticality: Criticality;
  /** What changed: `ConstructionSite.accidents`. */
  readonly coordinate: string;
  readonly message: string;
}

/** A subgraph's schema that is checked. */
export interface Candidate extends SubgraphSdl {
  /** What names of its types begin with: `Construction`. Its fields begin with the same in lower camel case. */
  readonly prefix: string;
  /** The SDL of its current version; null before the first. */
  readonly previousSdl: string | null;
}

/** The types of other owners to which a registered subgraph may add fields. */
export interface OpenTypes {
  readonly names: readonly string[];
  /** Which are open, and which never, in a sentence for owners, without the full stop. */
  readonly sentence: string;
}

export interface CheckInput {
  readonly candidate: Candidate;
  /** The current schemas of all other subgraphs. */
  readonly others: readonly SubgraphSdl[];
  readonly open: OpenTypes;
}

export interface CheckResult {
  readonly problems: readonly Problem[];
  readonly differences: readonly SchemaDifference[];
  readonly references: readonly Reference[];
  /** The composed supergraph; null when it does not compose. */
  readonly supergraphSdl: string | null;
}
