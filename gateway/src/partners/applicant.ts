import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

/**
 * The coordinates that an applicant may use: a partner's program without an active agreement (domain rule 2.7). It may request an agreement,
 * read its requests and the agreements to sign, and sign.
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
 * Whether all operations of a document select only what applicants may use. `'NO'` when one selects another root field; the refusal of the field
 * when all root fields are permitted and a nested field is not.
 */
export function checkApplicantDocument(schema: GraphQLSchema, document: DocumentNode): 'YES' | 'NO' | EarlyRefusal {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const beyond = operations.flatMap((operation) => {
    const root = schema.getRootType(operation.operation)?.name;
    const coordinates = [...touchedCoordinates(schema, document, operation)].filter((coordinate) => !isAllowed(coordinate));
    return coordinates.map((coordinate) => ({ coordinate, isRoot: coordinate.startsWith(`${root}.`) }));
  });
  if (operations.length === 0 || beyond.some(({ isRoot }) => isRoot)) return 'NO';
  const [first] = beyond;
  return first ? fieldRefusal(first.coordinate) : 'YES';
}

/** Names the first refused field only: its parent type is one that an applicant may see. */
const fieldRefusal = (coordinate: string): EarlyRefusal => ({
  status: 403,
  code: 'FIELD_NOT_ALLOWED',
  message: `"${coordinate}" cannot be read before an agreement is active. Do not select it: requesting an agreement, reading the request and signing do not need it.`,
  coordinate,
});

// One viewer object for each token, because passports are cached by viewer object.
const applicants = new WeakMap<Viewer, Viewer>();

/** The viewer of an applicant: it has the role `PARTNER` only, whatever roles its token has. */
export function asApplicant(viewer: Viewer): Viewer {
  const known = applicants.get(viewer);
  if (known) return known;
  const grants = [{ role: 'PARTNER', scopePath: '/city/' }] as const;
  const made: Viewer = { ...viewer, kind: 'client', personId: null, unionPath: null, grants };
  applicants.set(viewer, made);
  return made;
}
