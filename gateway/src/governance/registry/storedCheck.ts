import type { Problem, Reference, SchemaDifference } from '../../supergraph/check/checkResult.ts';
import type { AffectedOperation } from '../client-application/affectedOperations.ts';

export type CheckVerdict = 'PASSES' | 'NEEDS_APPROVAL' | 'NEEDS_ACKNOWLEDGEMENT' | 'FAILS';

/** How often one client read a field in the last `USE_DAYS` days, by the access log. */
export interface FieldUse {
  readonly coordinate: string;
  readonly clientId: string;
  readonly requests: number;
  readonly lastUsedAt: string;
}

/** A live agreement with a field that a change breaks. */
export interface AffectedAgreement {
  readonly agreementId: string;
  readonly coordinates: readonly string[];
}

/** Another registered subgraph that refers to a field that a change breaks. */
export interface AffectedSubgraph {
  readonly name: string;
  readonly coordinates: readonly string[];
}

/** The result of a check, as it is stored with the version. */
export interface StoredCheck {
  readonly id: string;
  readonly composes: boolean;
  readonly problems: readonly Problem[];
  readonly differences: readonly SchemaDifference[];
  readonly references: readonly Reference[];
  readonly uses: readonly FieldUse[];
  readonly agreements: readonly AffectedAgreement[];
  /** Missing in checks of before they were asked. */
  readonly subgraphs?: readonly AffectedSubgraph[];
  /** Persisted operations that the schema breaks or makes dearer; missing in checks of before they were measured. */
  readonly operations?: readonly AffectedOperation[];
  readonly verdict: CheckVerdict;
}
