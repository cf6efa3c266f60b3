import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { touchedCoordinates } from '../access/needs.ts';

/**
 * What a partner's program may do without a live agreement, since it leads to one (domain rule 2.7): ask for an agreement, see what it
 * asked for and what awaits its signature, and sign.
 */
const ALLOWED: ReadonlySet<string> = new Set(
  [
    ...['agreementRequests', 'agreementsToSign'].map((field) => `Query.${field}`),
    ...['requestSharingAgreement', 'signSharingAgreement'].map((field) => `Mutation.${field}`),
    'RequestSharingAgreementPayload.request',
    'SignSharingAgreementPayload.agreement',
    ...['SharingAgreementRequest', 'DataSharingAgreement'].flatMap((type) => [
      ...['edges', 'nodes', 'pageInfo', 'totalCount'].map((field) => `${type}Connection.${field}`),
      ...['cursor', 'node'].map((field) => `${type}Edge.${field}`),
    ]),
    ...['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((field) => `PageInfo.${field}`),
    ...[
      'id',
      'clientId',
      'kind',
      'purposes',
      'coordinates',
      'note',
      'status',
      'agreement',
      'reason',
      'requestedAt',
      'version',
    ].map((field) => `SharingAgreementRequest.${field}`),
    ...[
      ...['id', 'kind', 'purposes', 'coordinates', 'rowFilter', 'masking', 'quota', 'validFrom', 'validTo', 'status', 'signedBy'],
      ...['reason', 'version'],
    ].map((field) => `DataSharingAgreement.${field}`),
    ...['districtCodes', 'projectIds'].map((field) => `RowFilter.${field}`),
    ...['coordinate', 'kind'].map((field) => `MaskRule.${field}`),
    ...['limitPerMinute', 'limitPerDay', 'usedToday', 'maxCost', 'limitPersonsPerDay', 'personsToday'].map(
      (field) => `Quota.${field}`,
    ),
    ...['side', 'at'].map((field) => `Signature.${field}`),
  ].sort(),
);

/** Whether every operation of a document asks only for what leads to an agreement. */
export function leadsToAgreement(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return (
    operations.length > 0 &&
    operations.every((operation) =>
      [...touchedCoordinates(schema, document, operation)].every(
        (coordinate) => !coordinate.includes('.') || coordinate.endsWith('.__typename') || ALLOWED.has(coordinate),
      ),
    )
  );
}

// One viewer object for each token, since passports are kept by the object.
const applicants = new WeakMap<Viewer, Viewer>();

/** A partner's program without an agreement: whatever its token holds besides, it is a partner alone. */
export function asApplicant(viewer: Viewer): Viewer {
  const known = applicants.get(viewer);
  if (known) return known;
  const grants = [{ role: 'PARTNER', scopePath: '/city/' }] as const;
  const made: Viewer = { ...viewer, kind: 'client', personId: null, unionPath: null, grants };
  applicants.set(viewer, made);
  return made;
}
