import type { Level } from '@union-graph/schema';
import type { Catalogue } from '../supergraph/reading/catalogue.ts';
import { NAMED_TYPES } from './kinds.ts';
import { mayTell, type PartnerKind } from './rules.ts';

/** The one mutation that partners have (domain rule 4.1). */
export const WRITABLE = 'Mutation.reportProject';
/** Levels that come along with a value whose fields an agreement does not name. */
const CARRIED: readonly Level[] = ['pub', 'par'];

/**
 * Tells of a field whether an agreement lets it be read: when the agreement lists it, or when it comes along with a value. A value brings
 * its public and partner-level fields, unless the agreement or the rules name fields of its type; entities never come along.
 */
export function readableUnder(
  catalogue: Catalogue,
  kind: PartnerKind,
  listed: ReadonlySet<string>,
): (coordinate: string) => boolean {
  const { entities, fields } = catalogue;
  const namedTypes = new Set([...listed].map(typeOf));
  return (coordinate) => {
    const type = typeOf(coordinate);
    if (!mayTell(catalogue, kind, coordinate)) return false;
    if (type === 'Mutation') return coordinate === WRITABLE && listed.has(coordinate);
    if (listed.has(coordinate)) return true;
    const isNamed = type === 'Query' || entities.has(type) || namedTypes.has(type) || NAMED_TYPES.has(type);
    return !isNamed && CARRIED.includes(fields.get(coordinate)?.level ?? 'int');
  };
}

const typeOf = (coordinate: string): string => coordinate.slice(0, coordinate.indexOf('.'));
