import type { SchemaCheck } from '../schema.gen.ts';
import type { CheckVerdict, StoredCheck } from './storedCheck.ts';

const NEXT: Readonly<Record<CheckVerdict, string>> = {
  PASSES: 'Deploy it, and publish it ("publishSubgraph").',
  NEEDS_APPROVAL:
    'Deploy it, and publish it ("publishSubgraph"): it waits until stewards of the owners approve the references, and is served then.',
  NEEDS_ACKNOWLEDGEMENT:
    'Keep what the current version has and add what is new beside it; or publish with "acknowledgesBreaking": it waits then until every application and subgraph that loses something has acknowledged that ("acknowledgeChange").',
  FAILS: 'Mend what is listed, and check it again.',
};

/** Converts a stored check to the SDL type `SchemaCheck`. */
export const toSchemaCheck = (check: StoredCheck): SchemaCheck => ({
  id: check.id,
  composes: check.composes,
  verdict: check.verdict,
  nextStep:
    check.verdict === 'NEEDS_ACKNOWLEDGEMENT' && check.agreements.length > 0
      ? 'Keep the fields and add what is new beside them; or deploy it beside the current version, and publish it with "acknowledgesBreaking": it is served when every partner and application that loses something has acknowledged that ("acknowledgeChange"), and the partners\u2019 notice is over.'
      : NEXT[check.verdict],
  problems: check.problems.map((problem) => ({ ...problem })),
  changes: check.differences.map((difference) => ({ ...difference })),
  references: check.references.map((reference) => ({ ...reference })),
  uses: check.uses.map((use) => ({ ...use, lastUsedAt: new Date(use.lastUsedAt) })),
  affectedOperations: (check.operations ?? []).map((operation) => ({
    ...operation,
    lastUsedAt: operation.lastUsedAt === null ? null : new Date(operation.lastUsedAt),
  })),
  affectedAgreements: check.agreements.map(({ agreementId, coordinates }) => ({ agreementId, coordinates: [...coordinates] })),
});
