import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { touchedCoordinates } from '../operation/touchedCoordinates.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { rootFieldNames } from './ownAgreement.ts';

/**
 * The root fields that programs may use without an active agreement, as applicants (domain rule 2.7), and with one: about a partner's own agreements, to
 * request and sign one, to read its requests and agreements, and to confirm the deletion after the end; for the program that publishes a subgraph, to
 * read it and the fields that it may refer to, to check, publish and roll back (GOV-INV-2), and to develop it; for
 * the program that publishes a client application's operations, to read and publish them.
 */
const APPLICANT_ROOT_FIELDS = {
  Query: [
    'agreementRequests',
    'agreementsToSign',
    'myAgreement',
    'mySubgraph',
    'myClientApplication',
    'fieldCatalogue',
    'checkSchema',
    'changesToAcknowledge',
  ],
  Mutation: [
    'requestSharingAgreement',
    'signSharingAgreement',
    'confirmDeletion',
    'publishSubgraph',
    'rollBackSubgraph',
    'publishOperations',
    'issueDeveloperPassport',
    'revokeDeveloperPassport',
    'acknowledgeChange',
    'withdrawVersion',
  ],
} as const;
const ROOT_NAMES: ReadonlySet<string> = new Set([
  ...APPLICANT_ROOT_FIELDS.Query,
  ...APPLICANT_ROOT_FIELDS.Mutation,
  '__typename',
]);

/** The coordinates that an applicant may use. */
const APPLICANT_COORDINATES: ReadonlySet<string> = new Set(
  [
    ...Object.entries(APPLICANT_ROOT_FIELDS).flatMap(([root, fields]) => fields.map((field) => `${root}.${field}`)),
    'RequestSharingAgreementPayload.request',
    'SignSharingAgreementPayload.agreement',
    'ConfirmDeletionPayload.agreement',
    ...['PublishSubgraphPayload', 'RollBackSubgraphPayload', 'WithdrawVersionPayload'].flatMap((type) => [
      `${type}.version`,
      `${type}.subgraphVersion`,
    ]),
    ...[
      ...['name', 'status', 'reason', 'prefix', 'routingUrl', 'current', 'versions', 'references', 'version'],
      'developerPassports',
    ].map((field) => `RegisteredSubgraph.${field}`),
    ...['passport', 'token'].map((field) => `IssueDeveloperPassportPayload.${field}`),
    'RevokeDeveloperPassportPayload.passport',
    ...['id', 'clientId', 'issuedAt', 'expiresAt', 'revokedAt', 'version'].map((field) => `DeveloperPassport.${field}`),
    'SchemaVersionConnection.nodes',
    ...['id', 'number', 'sdl', 'sdlHash', 'publishedAt', 'check', 'state', 'reason', 'acknowledgements'].map(
      (field) => `SchemaVersion.${field}`,
    ),
    ...['acknowledgement', 'versionState'].map((field) => `AcknowledgeChangePayload.${field}`),
    ...[
      ...['id', 'subgraphName', 'versionNumber', 'party', 'partyId', 'loses', 'changeHash', 'decision', 'noticeUntil'],
      ...['waivesNotice', 'decidedAt', 'reason', 'version'],
    ].map((field) => `ChangeAcknowledgement.${field}`),
    ...['kind', 'coordinate', 'decision', 'reason'].map((field) => `ReferenceApproval.${field}`),
    ...['coordinate', 'type', 'level', 'owner', 'neverShared'].map((field) => `CatalogueField.${field}`),
    ...[
      ...['id', 'subgraphVersion', 'composes', 'verdict', 'nextStep', 'problems', 'changes', 'references'],
      ...['uses', 'affectedAgreements', 'affectedOperations'],
    ].map((field) => `SchemaCheck.${field}`),
    ...['kind', 'coordinate', 'line', 'message'].map((field) => `SchemaProblem.${field}`),
    ...['criticality', 'coordinate', 'message'].map((field) => `SchemaChange.${field}`),
    ...['kind', 'coordinate', 'owner'].map((field) => `SchemaReference.${field}`),
    ...['coordinate', 'clientId', 'requests', 'lastUsedAt'].map((field) => `FieldUse.${field}`),
    ...['agreementId', 'coordinates'].map((field) => `AffectedAgreement.${field}`),
    ...[
      ...['hash', 'name', 'application', 'team', 'effect', 'message', 'fetchesBefore', 'fetchesAfter', 'costBefore', 'costAfter'],
      ...['requests', 'lastUsedAt'],
    ].map((field) => `AffectedOperation.${field}`),
    ...['client', 'operations'].map((field) => `PublishOperationsPayload.${field}`),
    ...['id', 'name', 'team', 'operations', 'safelistOnly', 'version'].map((field) => `ClientApplication.${field}`),
    ...['edges', 'nodes', 'pageInfo', 'totalCount'].map((field) => `PersistedOperationConnection.${field}`),
    ...['cursor', 'node'].map((field) => `PersistedOperationEdge.${field}`),
    ...[
      ...['hash', 'name', 'client', 'document', 'coordinates', 'fetches', 'cost', 'maxFetches', 'maxCost', 'publishedAt'],
      'lastUsedAt',
    ].map((field) => `PersistedOperation.${field}`),
    ...['SharingAgreementRequest', 'DataSharingAgreement', 'ChangeAcknowledgement'].flatMap((type) => [
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
      ...['reason', 'deletionDueOn', 'deletionConfirmedAt', 'deletionEvidence', 'version'],
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
  !coordinate.includes('.') || coordinate.endsWith('.__typename') || APPLICANT_COORDINATES.has(coordinate);

/**
 * Whether all operations of a document select only what applicants may use. `'NO'` when one selects another root field, or the document has no root
 * field but `__typename`; the refusal of the field when all root fields are permitted and a nested field is not.
 */
export function checkApplicantDocument(schema: GraphQLSchema, document: DocumentNode): 'YES' | 'NO' | EarlyRefusal {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const outside = operations.flatMap((operation) => {
    const root = schema.getRootType(operation.operation)?.name;
    const coordinates = [...touchedCoordinates(schema, document, operation)].filter((coordinate) => !isAllowed(coordinate));
    return coordinates.map((coordinate) => ({ coordinate, isRoot: coordinate.startsWith(`${root}.`) }));
  });
  // `__typename` alone manages nothing: it would be an answer without an agreement and without a purpose.
  const selectsField = [...rootFieldNames(document)].some((name) => name !== '__typename');
  if (!selectsField || outside.some(({ isRoot }) => isRoot)) return 'NO';
  const [first] = outside;
  return first ? fieldRefusal(first.coordinate) : 'YES';
}

/** Names the first refused field only: its parent type is one that an applicant may see. */
const fieldRefusal = (coordinate: string): EarlyRefusal => ({
  status: 403,
  code: 'FIELD_NOT_ALLOWED',
  message: `"${coordinate}" cannot be read here: it is no part of your agreements. Do not select it: requesting an agreement, reading and signing it, confirming the deletion, and publishing a subgraph do not need it.`,
  coordinate,
});

// Documents are kept by their text, and partners repeat theirs.
const knownResults = new WeakMap<DocumentNode, boolean>();

/**
 * Whether a document manages the partner's agreements: it requests, lists, signs or ends agreements, and selects nothing else. It then runs as an
 * applicant's operation even under an active agreement, because it is about other agreements than that one.
 */
export function managesAgreements(document: DocumentNode): boolean {
  const known = knownResults.get(document);
  if (known !== undefined) return known;
  const names = [...rootFieldNames(document)];
  const found =
    names.every((name) => ROOT_NAMES.has(name)) && names.some((name) => name !== 'myAgreement' && name !== '__typename');
  knownResults.set(document, found);
  return found;
}

// One viewer object for each token, because passports are cached by viewer object.
const applicants = new WeakMap<Viewer, Viewer>();

/** The viewer of an applicant: it has the role `PARTNER` only, whatever roles its token has, and no agreement. */
export function asApplicant(viewer: Viewer): Viewer {
  const known = applicants.get(viewer);
  if (known) return known;
  const grants = [{ role: 'PARTNER', scopePath: '/city/' }] as const;
  const { agreement: _, ...own } = viewer;
  const made: Viewer = { ...own, kind: 'client', personId: null, unionPath: null, grants };
  applicants.set(viewer, made);
  return made;
}
