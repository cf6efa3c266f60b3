import type { SubgraphSdl } from '../compose.ts';

/** Why a schema cannot be published. */
export type ProblemKind =
  | 'TOO_LARGE'
  | 'SYNTAX'
  | 'TEXT'
  | 'COMPOSITION'
  | 'PREFIX'
  | 'LEVEL'
  | 'DESCRIPTION'
  | 'CLOSED_TYPE'
  | 'CHANGES_OTHERS'
  | 'DIRECTIVE'
  | 'CONVENTION'
  | 'BUDGET'
  | 'ROUTING';

export interface Problem {
  readonly kind: ProblemKind;
  /** The schema coordinate of the faulty definition: `ConstructionSite.nameZh`; null for the whole schema. */
  readonly coordinate: string | null;
  /** The line of the published SDL, from 1; null where none is known. */
  readonly line: number | null;
  /** Says what is wrong and what to do, in full sentences. */
  readonly message: string;
}

export type ReferenceKind = 'KEY' | 'REQUIRES' | 'PROVIDES';

/** A reference to a field of another subgraph. The field's owner must approve it (GOV-INV-3). */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly coordinate: string;
  /** The subgraph that owns the field. */
  readonly owner: string;
}

export type Criticality = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** A difference between the current version of a schema and the checked one. */
export interface SchemaDifference {
  readonly criticality: Criticality;
  /** The changed coordinate: `ConstructionSite.accidents`, or of an argument `Query.constructionSites(first:)`. */
  readonly coordinate: string;
  readonly message: string;
  /** What a breaking change takes away, where that is more or other than its coordinate: also fields that have a changed type. */
  readonly loses?: readonly string[];
}

/** The checked schema. */
export interface Candidate extends SubgraphSdl {
  /** The prefix of its type names: `Construction`. Its fields on root types and open types begin with it in lower camel case. */
  readonly prefix: string;
  /** The SDL of the subgraph's current version; null before the first. */
  readonly previousSdl: string | null;
}

/** The types of other owners to which a registered subgraph may add fields. */
export interface OpenTypes {
  readonly names: readonly string[];
  /** A sentence for owners that says which types are open and which never will be; without a full stop. */
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
