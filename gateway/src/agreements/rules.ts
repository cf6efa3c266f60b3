import { addDays, lastDayOfTerm, Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';
import { type Catalogue, type CatalogueField, fieldOf } from '../supergraph/reading/catalogue.ts';
import { namedType } from '../supergraph/reading/typeReferences.ts';
import { isNeverShared, KIND_RULES, matchesPattern } from './kindRules.ts';

export type PartnerKind = 'INCUBATED' | 'PURCHASED' | 'CONTACT' | 'RESEARCH' | 'LEGAL_SERVICE';
export const PURPOSES = ['DELIVERY', 'REPORTING', 'MATCHING', 'STATISTICS', 'LEGAL_AID'] as const;
export type Purpose = (typeof PURPOSES)[number];
export type MaskKind = 'PARTIAL' | 'PSEUDONYM' | 'YEAR' | 'BAND' | 'REGION' | 'ROUND_10' | 'SUPPRESS_SMALL';
export type StoredStatus = 'DRAFT' | 'UNDER_REVIEW' | 'SIGNED' | 'SUSPENDED' | 'REVOKED';
export type AgreementStatus = StoredStatus | 'ACTIVE' | 'EXPIRED';

/** The types that each mask applies to. A masked value has the same type as the original. */
const MASKED_TYPES: Readonly<Record<MaskKind, readonly string[]>> = {
  PARTIAL: ['String', 'ID'],
  PSEUDONYM: ['String', 'ID'],
  YEAR: ['Date', 'DateTime'],
  BAND: ['Int', 'Fen', 'BasisPoints'],
  REGION: ['String', 'DistrictCode'],
  ROUND_10: ['Int', 'Fen', 'BasisPoints'],
  SUPPRESS_SMALL: ['Int'],
};

/** Whether a mask applies to a type, by the type's name. */
export const fitsMask = (mask: MaskKind, type: string): boolean => MASKED_TYPES[mask].includes(type);

/** The types that a mask applies to, as text for messages. */
export const typesOfMask = (mask: MaskKind): string => MASKED_TYPES[mask].join(', ');

/** The allowed transitions of an agreement (domain rule 2.7). `ACTIVE` and `EXPIRED` are never stored: they follow from the day. */
export const AGREEMENT_TRANSITIONS: Transitions<AgreementStatus> = {
  DRAFT: ['UNDER_REVIEW', 'REVOKED'],
  UNDER_REVIEW: ['UNDER_REVIEW', 'SIGNED', 'REVOKED'],
  SIGNED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
  ACTIVE: ['SUSPENDED', 'EXPIRED', 'REVOKED'],
  SUSPENDED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
  EXPIRED: [],
  REVOKED: [],
};

interface DatedAgreement {
  readonly status: StoredStatus;
  readonly validFrom: string;
  readonly validTo: string;
}

/** The status of an agreement on a civil day. A signed one is active from its first day to its last, both included. */
export function agreementStatusOn({ status, validFrom, validTo }: DatedAgreement, day: string): AgreementStatus {
  if (status !== 'SIGNED' && status !== 'SUSPENDED') return status;
  if (day > validTo) return 'EXPIRED';
  return status === 'SIGNED' && day >= validFrom ? 'ACTIVE' : status;
}

/** The last day on which a partner could read under an agreement that has ended; null while it has not ended. */
export function lastDayOfReading(agreement: DatedAgreement & { readonly endedOn: string | null }, day: string): string | null {
  const status = agreementStatusOn(agreement, day);
  if (status === 'REVOKED') return agreement.endedOn;
  return status === 'EXPIRED' ? agreement.validTo : null;
}

export interface Term {
  readonly kind: PartnerKind;
  readonly validFrom: string;
  readonly validTo: string;
  readonly contractEndsOn?: string | null | undefined;
}

/** Refuses a term that ends before it begins, or is longer than the kind of partner or its contract allows (domain rule 4.2). */
export function validateTerm({ kind, validFrom, validTo, contractEndsOn }: Term): void {
  refuseIf(validTo < validFrom, 'VALIDATION_FAILED', 'The last day is before the first.', { field: 'validTo' });
  const { months, daysAfterContract } = KIND_RULES[kind];
  if (months !== null) {
    const end = lastDayOfTerm(validFrom, months);
    const message = `An agreement of kind ${kind} runs for at most ${months} months: from ${validFrom} to ${end}.`;
    refuseIf(validTo > end, 'VALIDATION_FAILED', message, { rule: '4.2', field: 'validTo' });
  }
  if (daysAfterContract === null) return;
  if (!contractEndsOn)
    throw new Refusal('VALIDATION_FAILED', `An agreement of kind ${kind} needs the day on which the contract ends.`, {
      rule: '4.2',
      field: 'contractEndsOn',
    });
  const end = addDays(contractEndsOn, daysAfterContract);
  const message = `An agreement of kind ${kind} may run to ${end}, by the end of the contract.`;
  refuseIf(validTo > end, 'VALIDATION_FAILED', message, { rule: '4.2', field: 'validTo' });
}

const MAX_COORDINATES = 500;

interface RequestedTerms {
  readonly kind: PartnerKind;
  readonly purposes: readonly Purpose[];
  readonly coordinates: readonly string[];
}

/** The distinct purposes of an agreement; refuses purposes that its kind does not allow (domain rule 4.2). */
export function checkedPurposes({ kind, purposes }: Pick<RequestedTerms, 'kind' | 'purposes'>): Purpose[] {
  const requested = [...new Set(purposes)].sort();
  refuseIf(requested.length === 0, 'BAD_USER_INPUT', 'Name at least one purpose.', { field: 'purposes' });
  const allowed = KIND_RULES[kind].purposes;
  const unsupported = requested.filter((purpose) => !allowed.includes(purpose));
  const message = `An agreement of kind ${kind} serves ${allowed.join(', ')} only, not ${unsupported.join(', ')}.`;
  refuseIf(unsupported.length > 0, 'VALIDATION_FAILED', message, { rule: '4.2', field: 'purposes' });
  return requested;
}

/** The distinct fields of an agreement, sorted; refuses fields that its kind may not list. */
export function checkedCoordinates(
  catalogue: Catalogue,
  { kind, coordinates }: Pick<RequestedTerms, 'kind' | 'coordinates'>,
): CatalogueField[] {
  const requested = [...new Set(coordinates)].sort();
  const message = `An agreement holds 1 to ${MAX_COORDINATES} fields.`;
  refuseIf(requested.length === 0 || requested.length > MAX_COORDINATES, 'BAD_USER_INPUT', message, { field: 'coordinates' });
  return requested.map((coordinate) => allowedField(catalogue, kind, coordinate));
}

/** The catalogue entry of a coordinate. Throws `FIELD_NOT_ALLOWED` when it is unknown or an agreement of this kind may not list it. */
export function allowedField(catalogue: Catalogue, partnerKind: PartnerKind, coordinate: string): CatalogueField {
  const known = catalogue.fields.get(coordinate);
  if (known && mayListField(catalogue, partnerKind, known)) return known;
  throw new Refusal('FIELD_NOT_ALLOWED', `An agreement of kind ${partnerKind} may not hold "${coordinate}".`, {
    rule: '4.2',
    field: coordinate,
  });
}

/** Whether an agreement of this kind may list a field (domain rule 4.2): not sensitive, not excluded for this kind of partner, and allowed for it. */
export function mayListField(
  catalogue: Catalogue,
  partnerKind: PartnerKind,
  { coordinate, kind: elementKind }: CatalogueField,
): boolean {
  if (elementKind === 'input') return inputTypesOf(catalogue, partnerKind).has(coordinate.slice(0, coordinate.indexOf('.')));
  const field = fieldOf(coordinate);
  if (!catalogue.fields.has(field) || !mayReadField(catalogue, partnerKind, field)) return false;
  const { mayList, mayNotList } = KIND_RULES[partnerKind];
  return matchesPattern(mayList, field) && !matchesPattern(mayNotList, field);
}

/**
 * Whether a kind of partner may read a field at all (domain rule 4.2). Neither the field nor any field that it is computed from may be
 * internal, sensitive or excluded for this kind; only a law firm may read personal fields.
 */
export function mayReadField({ fields, computedFrom }: Catalogue, partnerKind: PartnerKind, field: string): boolean {
  return [field, ...(computedFrom.get(field) ?? [])].every((coordinate) => {
    const level = fields.get(coordinate)?.level ?? 'int';
    if (level === 'int' || level === 'per-sensitive' || isNeverShared(coordinate, partnerKind)) return false;
    return level !== 'per' || partnerKind === 'LEGAL_SERVICE';
  });
}

/** The input types that are reachable from the arguments of the fields that a kind may list. */
function inputTypesOf(catalogue: Catalogue, partnerKind: PartnerKind): ReadonlySet<string> {
  const { mayList, mayNotList } = KIND_RULES[partnerKind];
  const found = new Set<string>();
  const addInputType = (type: string) => {
    if (found.has(type)) return;
    found.add(type);
    for (const field of catalogue.fields.values())
      if (field.kind === 'input' && field.coordinate.startsWith(`${type}.`)) addInputType(namedType(field.type));
  };
  for (const { kind: elementKind, coordinate, type } of catalogue.fields.values())
    if (
      elementKind === 'argument' &&
      matchesPattern(mayList, fieldOf(coordinate)) &&
      !matchesPattern(mayNotList, fieldOf(coordinate))
    )
      addInputType(namedType(type));
  return found;
}
