import { civilDay, insertRow, isId, newId, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { KIND_RULES } from '../../agreements/kindRules.ts';
import { checkedCoordinates, checkedPurposes, validateTerm } from '../../agreements/rules.ts';
import type { Catalogue, CatalogueField } from '../../supergraph/reading/catalogue.ts';
import type { References } from '../references/references.ts';
import { numbers } from '../rule/numbers.ts';
import type { DraftSharingAgreementInput, QuotaInput } from '../schema.gen.ts';
import { getRequestToDraft } from './agreementRequests.ts';
import { checkReferences } from './checkReferences.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import { checkedClientId, registrarOf } from './partnerClients.ts';
import { agreementPolicy } from './policy.ts';
import { SharingAgreementRequest } from './SharingAgreementRequest.ts';

/**
 * Drafts an agreement (domain rules 2.7, 4.2), with or without a request of the partner. Each field must then be approved by a steward of the subgraph that
 * owns it.
 */
export async function draftSharingAgreement(
  tx: Tx,
  input: DraftSharingAgreementInput,
  catalogue: Catalogue,
  references: References,
): Promise<{ agreement: DataSharingAgreement }> {
  agreementPolicy.authorise(tx.viewer, 'draftSharingAgreement', null);
  refuseIf(!isId(input.partyId), 'BAD_USER_INPUT', `"${input.partyId}" is not an id.`, { field: 'partyId' });
  const clientId = checkedClientId(input.clientId);
  refuseUnfitTerm(tx, input);
  const quota = quotaOf(tx, input);
  const purposes = checkedPurposes(input);
  const fields = checkedCoordinates(catalogue, input);
  const request = input.requestId != null ? await getRequestToDraft(tx, input.requestId, { ...input, clientId }) : null;
  const clientRegisteredBy = await registrarOf(tx, clientId, input.partyId);
  const terms = { id: newId(), kind: input.kind, partyId: input.partyId, clientId, purposes, ...rowFilterOf(input) };
  await checkReferences(tx, references, { ...terms, contractEndsOn: input.contractEndsOn ?? null });
  const agreement = await insertRow(tx.db, DataSharingAgreement, {
    ...terms,
    clientRegisteredBy,
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
    deletionConfirmedBy: null,
    deletionEvidence: null,
    suspendedOn: null,
    version: 1,
  });
  await insertPendingApprovals(tx, agreement.id, fields);
  if (request) await updateRow(tx.db, SharingAgreementRequest, request, { status: 'DRAFTED', agreementId: agreement.id });
  return { agreement };
}

function refuseUnfitTerm({ now }: Tx, input: DraftSharingAgreementInput): void {
  const { contractEndsOn } = input;
  validateTerm(input);
  refuseIf(input.validTo < civilDay(now), 'VALIDATION_FAILED', `The last day, ${input.validTo}, is over.`, {
    rule: '4.2',
    field: 'validTo',
  });
  const isOver = contractEndsOn != null && contractEndsOn < civilDay(now);
  refuseIf(
    isOver,
    'VALIDATION_FAILED',
    `The contract with the partner ended on ${contractEndsOn}; name one that ends today or later.`,
    {
      rule: '4.2',
      field: 'contractEndsOn',
    },
  );
}

async function insertPendingApprovals({ db }: Tx, agreementId: string, fields: readonly CatalogueField[]): Promise<void> {
  const pending = { decision: 'PENDING', decidedBy: null, decidedAt: null, mask: null, reason: null } as const;
  await db.insert(
    FieldApproval,
    fields.map(({ coordinate, owner }) => ({ agreementId, coordinate, subgraph: owner, ...pending })),
  );
}

/** The maximum number of districts, and of projects, in a row filter: the city has fewer districts, and a partner fewer projects. */
const MAX_FILTER_VALUES = 100;

function rowFilterOf({ rowFilter }: DraftSharingAgreementInput) {
  const districtCodes = [...new Set(rowFilter?.districtCodes ?? [])];
  const projectIds = [...new Set(rowFilter?.projectIds ?? [])];
  for (const [field, { length }] of Object.entries({ districtCodes, projectIds })) {
    const message = `A row filter names at most ${MAX_FILTER_VALUES} districts and as many projects; got ${length}.`;
    refuseIf(length > MAX_FILTER_VALUES, 'BAD_USER_INPUT', message, { field: `rowFilter.${field}` });
  }
  for (const id of projectIds) refuseIf(!isId(id), 'BAD_USER_INPUT', `"${id}" is not an id.`, { field: 'rowFilter.projectIds' });
  return { districtCodes, projectIds };
}

function quotaOf({ number }: Tx, { kind, quota }: DraftSharingAgreementInput) {
  const limits = KIND_RULES[kind];
  const checkedLimit = (name: keyof QuotaInput, limit: number): number => {
    const value = quota?.[name] ?? limit;
    if (value >= 1 && value <= limit) return value;
    throw new Refusal('VALIDATION_FAILED', `"${name}" of an agreement of kind ${kind} is 1 to ${limit}; got ${value}.`, {
      rule: '4.2',
      field: `quota.${name}`,
    });
  };
  return {
    perMinute: checkedLimit('limitPerMinute', limits.perMinute),
    perDay: checkedLimit('limitPerDay', limits.perDay),
    maxCost: checkedLimit('maxCost', limits.maxCost),
    personsPerDay: checkedLimit('limitPersonsPerDay', limits.readsPersons ? number(numbers.PERSONS_PER_DAY) : 1),
  };
}
