import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

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

const isAllowed = (coordinate: string): boolean =>
  !coordinate.includes('.') || coordinate.endsWith('.__typename') || ALLOWED.has(coordinate);

/**
 * Whether every operation of a document asks only for what leads to an agreement: `'YES'`; `'NO'` where one asks for something else; and where
 * all ask for that and select a field too many, why this field is refused.
 */
export function leadsToAgreement(schema: GraphQLSchema, document: DocumentNode): 'YES' | 'NO' | EarlyRefusal {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const beyond = operations.flatMap((operation) => {
    const root = schema.getRootType(operation.operation)?.name;
    const coordinates = [...touchedCoordinates(schema, document, operation)].filter((coordinate) => !isAllowed(coordinate));
    return coordinates.map((coordinate) => ({ coordinate, isRoot: coordinate.startsWith(`${root}.`) }));
  });
  if (operations.length === 0 || beyond.some(({ isRoot }) => isRoot)) return 'NO';
  const [first] = beyond;
  return first ? notBefore(first.coordinate) : 'YES';
}

/** What comes first stands nearest to the root: its type is one that the partner may see, and what stands below it is not told. */
const notBefore = (coordinate: string): EarlyRefusal => ({
  status: 403,
  code: 'FIELD_NOT_ALLOWED',
  message: `"${coordinate}" cannot be read before an agreement is active. Leave it out: asking for an agreement, following the request and signing go without it.`,
  coordinate,
});

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
