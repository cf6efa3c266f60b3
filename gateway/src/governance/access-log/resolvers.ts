import { inScope, type Viewer } from '@union-graph/identity';
import { forbidden, notFound, Refusal, refuseIf } from '@union-graph/subgraph';
import type { PublicKey } from '../../../audit/verify-access-log.mjs';
import type { ExportRange } from '../../accounts/exportLog.ts';
import { PURPOSES } from '../../agreements/rules.ts';
import type { CatalogueSource } from '../catalogue/source.ts';
import type { Context } from '../context.ts';
import { numbers } from '../rule/numbers.ts';
import type { AccessLogVerification, Resolvers } from '../schema.gen.ts';
import { accessesOfMember, accessLog, logOfAgreement, personKey } from './queries.ts';
import { ownedCoordinates } from './scope.ts';
import { findVerification, type LogVerification, startVerification } from './verifications.ts';

const VERIFIERS = { kind: 'role', anyOf: ['PRIVACY_OFFICER', 'AUDITOR'] } as const;

function refuseUnlessVerifier(viewer: Viewer): void {
  if (!inScope(viewer, '/city/', 'PRIVACY_OFFICER', 'AUDITOR'))
    throw forbidden(viewer, 'The access log is verified by the privacy officer and by auditors.', VERIFIERS);
}

/** The verifications that each request started. */
const startedVerifications = new WeakMap<object, Map<string, Promise<LogVerification>>>();

/** Starts a verification once for each request, however often the operation selects it. Refuses a second part: it would wait for the first one. */
function startOnce(request: object, part: string, start: () => Promise<LogVerification>): Promise<LogVerification> {
  const own = startedVerifications.get(request) ?? new Map<string, Promise<LogVerification>>();
  startedVerifications.set(request, own);
  if (own.size > 0 && !own.has(part))
    throw new Refusal(
      'BAD_USER_INPUT',
      'One operation verifies one part of the access log. Ask for another part in an operation of its own.',
    );
  const known = own.get(part) ?? start();
  own.set(part, known);
  return known;
}

/** Converts a verification to its SDL type. */
function toVerification({ id, state, startedAt, finishedAt, total, records, result }: LogVerification): AccessLogVerification {
  const message =
    state === 'FAILED' ? 'The verification was broken off. Begin another one.' : `Under way: ${records} records so far.`;
  const found = result ?? {
    isWhole: null,
    message,
    fault: null,
    firstBadSeq: null,
    records,
    firstSeq: null,
    lastSeq: null,
    signedSeq: null,
  };
  return { id, state, startedAt, finishedAt, total, ...found } as AccessLogVerification;
}

/** `keys` are the public keys whose signatures in the log are valid. */
export const makeAccessLogResolvers = (catalogue: CatalogueSource, keys: readonly PublicKey[]): Resolvers => ({
  Query: {
    accessLog: async (_, args, ctx) => {
      const owned = await ownedCoordinates(ctx, catalogue);
      return ctx.page(accessLog, null, { ...args, owned });
    },
    verifyAccessLog: (_, { from, to, since, until }, ctx) =>
      verify(ctx, { from: from ?? null, to: to ?? null, since: since ?? null, until: until ?? null }, keys),
    accessLogVerification: async (_, { id }, ctx) => {
      refuseUnlessVerifier(ctx.viewer);
      const found = await findVerification(ctx.db, id);
      if (!found) throw notFound('verification of the access log', id);
      return toVerification(found);
    },
  },
  DataSharingAgreement: {
    accessLog: ({ id }, args, ctx) => ctx.page(logOfAgreement, id, args),
  },
  Member: {
    __resolveReference: ({ id, recordIds }) => ({ id, recordIds }),
    accessedBy: ({ recordIds }, args, { viewer, page }) => {
      refuseUnlessMember(viewer, recordIds as string[]);
      return page(accessesOfMember, personKey(recordIds as string[]), args);
    },
  },
  AccessRecord: {
    seq: ({ seq }) => String(seq),
    agreement: ({ agreementId }, _, ctx) => (agreementId === null ? null : ctx.loaders.agreement.load(agreementId)),
    statedPurpose: ({ purpose }) => purpose,
    purpose: ({ purpose }) => PURPOSES.find((known) => known === purpose) ?? null,
  },
});

async function verify(ctx: Context, range: ExportRange, keys: readonly PublicKey[]): Promise<AccessLogVerification> {
  refuseUnlessVerifier(ctx.viewer);
  refuseReversed(range);
  const maxPerMinute = ctx.number(numbers.VERIFICATIONS_PER_MINUTE);
  const start = () => startVerification(ctx.db, ctx.viewer.subject, range, { keys, maxPerMinute });
  return toVerification(await startOnce(ctx.loaders, JSON.stringify(range), start));
}

/** A verification of nothing would say that all is whole. */
function refuseReversed({ from, to, since, until }: ExportRange): void {
  const isReversed = (start: string | Date | null | undefined, end: string | Date | null | undefined): boolean =>
    start != null && end != null && start > end;
  refuseIf(isReversed(from, to), 'BAD_USER_INPUT', `The part ends on ${to}, before it begins on ${from}. Swap the two days.`, {
    field: 'to',
  });
  refuseIf(isReversed(since, until), 'BAD_USER_INPUT', 'The part ends before it begins. Swap "since" and "until".', {
    field: 'until',
  });
}

/** Refuses viewers other than the person whose data were read, and the privacy officer. */
function refuseUnlessMember(viewer: Viewer, recordIds: readonly string[]): void {
  const isOwn = viewer.agreement === undefined && viewer.personId !== null && recordIds.includes(viewer.personId);
  if (isOwn || inScope(viewer, '/city/', 'PRIVACY_OFFICER')) return;
  throw forbidden(viewer, 'Who read a worker’s data is told to the worker and to the privacy officer.', {
    kind: 'role',
    anyOf: ['PRIVACY_OFFICER'],
    persons: ['member'],
  });
}
