import { insertRow, isId, newId, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { DraftSharingAgreementInput, QuotaInput } from '../schema.gen.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import { KINDS } from './kinds.ts';
import { agreementPolicy } from './policy.ts';
import { claimClient } from './queries.ts';
import { allowedField, refuseTooLong } from './rules.ts';

const MOST_COORDINATES = 500;

/** Drafts an agreement (domain rules 2.7, 4.2): each of its fields waits for the steward of the subgraph that owns it. */
export async function draftSharingAgreement(
  tx: Tx,
  input: DraftSharingAgreementInput,
  catalogue: Catalogue,
): Promise<{ agreement: DataSharingAgreement }> {
  agreementPolicy.authorise(tx.viewer, 'draftSharingAgreement', null);
  refuseIf(!isId(input.partyId), 'BAD_USER_INPUT', `"${input.partyId}" is not an id.`, { field: 'partyId' });
  refuseIf(input.clientId.trim() === '', 'BAD_USER_INPUT', 'Name the client program of the partner.', { field: 'clientId' });
  refuseTooLong(input);
  const quota = quotaOf(input);
  const purposes = purposesOf(input);
  const coordinates = [...new Set(input.coordinates)].sort();
  const told = `An agreement holds 1 to ${MOST_COORDINATES} fields.`;
  refuseIf(coordinates.length === 0 || coordinates.length > MOST_COORDINATES, 'BAD_USER_INPUT', told, { field: 'coordinates' });
  const fields = coordinates.map((coordinate) => allowedField(catalogue, input.kind, coordinate));
  await claimClient(tx, input.clientId, input.partyId);
  const agreement = await insertRow(tx.db, DataSharingAgreement, {
    id: newId(),
    kind: input.kind,
    partyId: input.partyId,
    clientId: input.clientId,
    purposes,
    districtCodes: [...(input.rowFilter?.districtCodes ?? [])],
    projectIds: [...(input.rowFilter?.projectIds ?? [])],
    ...quota,
    validFrom: input.validFrom,
    validTo: input.validTo,
    status: 'DRAFT',
    draftedBy: tx.viewer.personId as string,
    approvedBy: null,
    impactAssessmentId: null,
    reason: null,
    endedOn: null,
    deletionConfirmedAt: null,
    version: 1,
  });
  const undecided = { decision: 'PENDING', decidedBy: null, decidedAt: null, mask: null, reason: null } as const;
  await tx.db.insert(
    FieldApproval,
    fields.map(({ coordinate, owner }) => ({ agreementId: agreement.id, coordinate, subgraph: owner, ...undecided })),
  );
  return { agreement };
}

function purposesOf({ kind, purposes }: DraftSharingAgreementInput) {
  const wanted = [...new Set(purposes)].sort();
  refuseIf(wanted.length === 0, 'BAD_USER_INPUT', 'Name at least one purpose.', { field: 'purposes' });
  const allowed = KINDS[kind].purposes;
  const foreign = wanted.filter((purpose) => !allowed.includes(purpose));
  const told = `An agreement of kind ${kind} serves ${allowed.join(', ')} only, not ${foreign.join(', ')}.`;
  refuseIf(foreign.length > 0, 'VALIDATION_FAILED', told, { rule: '4.2', field: 'purposes' });
  return wanted;
}

function quotaOf({ kind, quota }: DraftSharingAgreementInput) {
  const most = KINDS[kind];
  const one = (name: keyof QuotaInput, limit: number): number => {
    const wanted = quota?.[name] ?? limit;
    if (wanted >= 1 && wanted <= limit) return wanted;
    throw new Refusal('VALIDATION_FAILED', `"${name}" of an agreement of kind ${kind} is 1 to ${limit}; got ${wanted}.`, {
      rule: '4.2',
      field: `quota.${name}`,
    });
  };
  return {
    perMinute: one('limitPerMinute', most.perMinute),
    perDay: one('limitPerDay', most.perDay),
    maxCost: one('maxCost', most.maxCost),
    personsPerDay: one('limitPersonsPerDay', most.personsPerDay),
  };
}
