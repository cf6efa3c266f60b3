import { addDays, Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';
import { type Catalogue, type CatalogueField, fieldOf } from '../supergraph/reading/catalogue.ts';
import { namedType } from '../supergraph/reading/typeReferences.ts';
import { covers, isNeverShared, KINDS } from './kinds.ts';

export type PartnerKind = 'INCUBATED' | 'PURCHASED' | 'CONTACT' | 'RESEARCH' | 'LEGAL_SERVICE';
export const PURPOSES = ['DELIVERY', 'REPORTING', 'MATCHING', 'STATISTICS', 'LEGAL_AID'] as const;
export type Purpose = (typeof PURPOSES)[number];
export type MaskKind = 'PARTIAL' | 'PSEUDONYM' | 'YEAR' | 'BAND' | 'REGION' | 'ROUND_10' | 'SUPPRESS_SMALL';
export type StoredStatus = 'DRAFT' | 'UNDER_REVIEW' | 'SIGNED' | 'SUSPENDED' | 'REVOKED';
export type AgreementStatus = StoredStatus | 'ACTIVE' | 'EXPIRED';

/** Which types of values a mask is for: what it tells is of the same type again. */
const MASKED_TYPES: Readonly<Record<MaskKind, readonly string[]>> = {
  PARTIAL: ['String', 'ID'],
  PSEUDONYM: ['String', 'ID'],
  YEAR: ['Date', 'DateTime'],
  BAND: ['Int', 'Fen', 'BasisPoints'],
  REGION: ['String', 'DistrictCode'],
  ROUND_10: ['Int', 'Fen', 'BasisPoints'],
  SUPPRESS_SMALL: ['Int'],
};

/** Whether a mask is for values of a type, by the type's name. */
export const fitsMask = (mask: MaskKind, type: string): boolean => MASKED_TYPES[mask].includes(type);

/** The types that a mask is for, to be told. */
export const typesOfMask = (mask: MaskKind): string => MASKED_TYPES[mask].join(', ');

/** An agreement's life (domain rule 2.7). `ACTIVE` and `EXPIRED` are never written down: the day decides. */
export const AGREEMENT_TRANSITIONS: Transitions<AgreementStatus> = {
  DRAFT: ['UNDER_REVIEW', 'REVOKED'],
  UNDER_REVIEW: ['UNDER_REVIEW', 'SIGNED', 'REVOKED'],
  SIGNED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
  ACTIVE: ['SUSPENDED', 'EXPIRED', 'REVOKED'],
  SUSPENDED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
  EXPIRED: [],
  REVOKED: [],
};

interface Dated {
  readonly status: StoredStatus;
  readonly validFrom: string;
  readonly validTo: string;
}

/** What an agreement is on a civil day: signed ones are active from their first day to their last, both included. */
export function agreementStatusOn({ status, validFrom, validTo }: Dated, day: string): AgreementStatus {
  if (status !== 'SIGNED' && status !== 'SUSPENDED') return status;
  if (day > validTo) return 'EXPIRED';
  return status === 'SIGNED' && day >= validFrom ? 'ACTIVE' : status;
}

/** The last day on which an agreement let its partner read, once it has ended; null before. */
export function lastDayOfReading(agreement: Dated & { readonly endedOn: string | null }, day: string): string | null {
  const status = agreementStatusOn(agreement, day);
  if (status === 'REVOKED') return agreement.endedOn;
  return status === 'EXPIRED' ? agreement.validTo : null;
}

/** A civil day moved by months; a day that the month does not have becomes its last. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export interface Term {
  readonly kind: PartnerKind;
  readonly validFrom: string;
  readonly validTo: string;
  readonly contractEndsOn?: string | null | undefined;
}

/** Refuses a term that is longer than the kind of partner allows (domain rule 4.2). */
export function refuseTooLong({ kind, validFrom, validTo, contractEndsOn }: Term): void {
  refuseIf(validTo < validFrom, 'VALIDATION_FAILED', 'The last day is before the first.', { field: 'validTo' });
  const { months, daysAfterContract } = KINDS[kind];
  if (months !== null) {
    const end = addDays(addMonths(validFrom, months), -1);
    const told = `An agreement of kind ${kind} runs for at most ${months} months: from ${validFrom} to ${end}.`;
    refuseIf(validTo > end, 'VALIDATION_FAILED', told, { rule: '4.2', field: 'validTo' });
  }
  if (daysAfterContract === null) return;
  if (!contractEndsOn)
    throw new Refusal('VALIDATION_FAILED', `An agreement of kind ${kind} needs the day on which the contract ends.`, {
      rule: '4.2',
      field: 'contractEndsOn',
    });
  const end = addDays(contractEndsOn, daysAfterContract);
  const told = `An agreement of kind ${kind} may run to ${end}, by the end of the contract.`;
  refuseIf(validTo > end, 'VALIDATION_FAILED', told, { rule: '4.2', field: 'validTo' });
}

const MOST_COORDINATES = 500;

interface Wished {
  readonly kind: PartnerKind;
  readonly purposes: readonly Purpose[];
  readonly coordinates: readonly string[];
}

/** The purposes of an agreement, each once; refuses those that its kind does not serve (domain rule 4.2). */
export function checkedPurposes({ kind, purposes }: Pick<Wished, 'kind' | 'purposes'>): Purpose[] {
  const wanted = [...new Set(purposes)].sort();
  refuseIf(wanted.length === 0, 'BAD_USER_INPUT', 'Name at least one purpose.', { field: 'purposes' });
  const allowed = KINDS[kind].purposes;
  const foreign = wanted.filter((purpose) => !allowed.includes(purpose));
  const told = `An agreement of kind ${kind} serves ${allowed.join(', ')} only, not ${foreign.join(', ')}.`;
  refuseIf(foreign.length > 0, 'VALIDATION_FAILED', told, { rule: '4.2', field: 'purposes' });
  return wanted;
}

/** The fields of an agreement, each once and in order; refuses what its kind may not hold. */
export function checkedCoordinates(
  catalogue: Catalogue,
  { kind, coordinates }: Pick<Wished, 'kind' | 'coordinates'>,
): CatalogueField[] {
  const wanted = [...new Set(coordinates)].sort();
  const told = `An agreement holds 1 to ${MOST_COORDINATES} fields.`;
  refuseIf(wanted.length === 0 || wanted.length > MOST_COORDINATES, 'BAD_USER_INPUT', told, { field: 'coordinates' });
  return wanted.map((coordinate) => allowedField(catalogue, kind, coordinate));
}

/** What the catalogue knows of a coordinate that an agreement of this kind may hold; else `FIELD_NOT_ALLOWED`, whatever the reason. */
export function allowedField(catalogue: Catalogue, kind: PartnerKind, coordinate: string): CatalogueField {
  const known = catalogue.fields.get(coordinate);
  if (known && mayHold(catalogue, kind, known)) return known;
  throw new Refusal('FIELD_NOT_ALLOWED', `An agreement of kind ${kind} may not hold "${coordinate}".`, {
    rule: '4.2',
    field: coordinate,
  });
}

/** Whether an agreement of this kind may hold a field (domain rule 4.2): nothing sensitive, nothing never shared, only what its kind may ask. */
export function mayHold(catalogue: Catalogue, kind: PartnerKind, { coordinate, kind: what }: CatalogueField): boolean {
  if (what === 'input') return inputsOf(catalogue, kind).has(coordinate.slice(0, coordinate.indexOf('.')));
  const field = fieldOf(coordinate);
  if (!catalogue.fields.has(field) || !mayTell(catalogue, kind, field)) return false;
  const { mayAsk, except } = KINDS[kind];
  return covers(mayAsk, field) && !covers(except, field);
}

/**
 * Whether a field may be told to a kind of partner at all (domain rule 4.2): neither it nor anything it is computed from is internal,
 * sensitive or never shared, nor personal but for a law firm.
 */
export function mayTell({ fields, computedFrom }: Catalogue, kind: PartnerKind, field: string): boolean {
  return [field, ...(computedFrom.get(field) ?? [])].every((coordinate) => {
    const level = fields.get(coordinate)?.level ?? 'int';
    if (level === 'int' || level === 'per-sensitive' || isNeverShared(coordinate, kind)) return false;
    return level !== 'per' || kind === 'LEGAL_SERVICE';
  });
}

/** The input types that the arguments of what a kind may ask lead to. */
function inputsOf(catalogue: Catalogue, kind: PartnerKind): ReadonlySet<string> {
  const { mayAsk, except } = KINDS[kind];
  const found = new Set<string>();
  const reach = (type: string) => {
    if (found.has(type)) return;
    found.add(type);
    for (const field of catalogue.fields.values())
      if (field.kind === 'input' && field.coordinate.startsWith(`${type}.`)) reach(namedType(field.type));
  };
  for (const { kind: what, coordinate, type } of catalogue.fields.values())
    if (what === 'argument' && covers(mayAsk, fieldOf(coordinate)) && !covers(except, fieldOf(coordinate)))
      reach(namedType(type));
  return found;
}
