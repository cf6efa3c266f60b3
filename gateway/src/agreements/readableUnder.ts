import type { Level } from '@union-graph/schema';
import type { Catalogue } from '../supergraph/reading/catalogue.ts';
import { namedType } from '../supergraph/reading/typeReferences.ts';
import { TYPES_IN_RULES } from './kindRules.ts';
import { mayReadField, type PartnerKind } from './rules.ts';

/** The one mutation that partners have (domain rule 4.1). */
export const PARTNER_MUTATION = 'Mutation.reportProject';
/** The levels of fields that are readable although the agreement does not list them, if their type needs no listing. */
const IMPLIED_LEVELS: readonly Level[] = ['pub', 'par'];

/**
 * Returns a predicate: may a field be read under an agreement? It may when the agreement lists it. The public and partner-level fields of
 * a type without a key are readable too, unless the agreement or the rules for partner kinds list fields of that type. The partner's own
 * agreement and quota are always readable, without its access log.
 */
export function readableUnder(
  catalogue: Catalogue,
  kind: PartnerKind,
  listed: ReadonlySet<string>,
): (coordinate: string) => boolean {
  const { entities, fields } = catalogue;
  const partyIds = new Set(
    PARTY_FIELDS.flatMap((party) => {
      const type = fields.get(party)?.type;
      return type === undefined ? [] : [`${namedType(type)}.id`];
    }),
  );
  const typesWithListedFields = new Set([...listed].map(typeOf));
  return (coordinate) => {
    const type = typeOf(coordinate);
    if (!mayReadField(catalogue, kind, coordinate)) return false;
    if (type === 'Mutation') return coordinate === PARTNER_MUTATION && listed.has(coordinate);
    if (listed.has(coordinate) || isOwnAgreement(coordinate, partyIds)) return true;
    const needsListing = type === 'Query' || entities.has(type) || typesWithListedFields.has(type) || TYPES_IN_RULES.has(type);
    return !needsListing && IMPLIED_LEVELS.includes(fields.get(coordinate)?.level ?? 'int');
  };
}

/** The fields that lead to the partner itself. */
const PARTY_FIELDS = ['DataSharingAgreement.party', 'DataSharingAgreement.lawFirm'];
/** The types of which an agreement consists, without its party. */
const AGREEMENT_TYPES: ReadonlySet<string> = new Set(['DataSharingAgreement', 'RowFilter', 'MaskRule', 'Quota', 'Signature']);

/** Whether a field belongs to the partner's own agreement. Only fields below the internal level get here. */
const isOwnAgreement = (coordinate: string, partyIds: ReadonlySet<string>): boolean =>
  coordinate === 'Query.myAgreement' ||
  partyIds.has(coordinate) ||
  (AGREEMENT_TYPES.has(typeOf(coordinate)) && coordinate !== 'DataSharingAgreement.accessLog');

const typeOf = (coordinate: string): string => coordinate.slice(0, coordinate.indexOf('.'));
