import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { fitsMask, type MaskKind } from '../rules.ts';
import type { Mask, Masks } from './mask.ts';
import { band, roundTen, suppressSmall } from './numbers.ts';
import { partial, pseudonym, region, year } from './texts.ts';

/** The masks of an agreement by coordinate, and the key of its partner's pseudonyms. */
export interface MaskTerms {
  readonly masks: Readonly<Record<string, MaskKind>>;
  readonly pseudonymKey: Uint8Array | null;
}

const neverWithholds = (apply: Mask['apply']): Mask => ({ apply, mayWithhold: false, suppressesSmallCounts: false });

/** Withholds every value. Used when a mask does not apply to the field's type, which may have changed, or when the pseudonym key is missing. */
const WITHHOLDING_MASK: Mask = { apply: () => null, mayWithhold: true, suppressesSmallCounts: false };

const MASKS: Readonly<Record<Exclude<MaskKind, 'PSEUDONYM'>, Mask>> = {
  PARTIAL: neverWithholds(partial),
  YEAR: neverWithholds(year),
  BAND: neverWithholds(band),
  REGION: { apply: region, mayWithhold: true, suppressesSmallCounts: false },
  ROUND_10: neverWithholds(roundTen),
  SUPPRESS_SMALL: { apply: suppressSmall, mayWithhold: true, suppressesSmallCounts: true },
};

/**
 * The masks of an agreement for one schema; null when it has none. The mask of a field also applies to that field on the type's interfaces and on
 * all types that implement them, so that no selection avoids it. If a field gets two different masks so, its values are withheld.
 */
export function readMasks(schema: GraphQLSchema, { masks, pseudonymKey }: MaskTerms): Masks | null {
  const kinds = new Map<string, Set<MaskKind>>();
  const add = (coordinate: string, kind: MaskKind) => kinds.set(coordinate, (kinds.get(coordinate) ?? new Set()).add(kind));
  for (const [coordinate, kind] of Object.entries(masks)) {
    const [typeName = '', field = ''] = coordinate.split('.');
    for (const name of typesSharingField(schema, typeName, field)) add(`${name}.${field}`, kind);
  }
  if (kinds.size === 0) return null;
  const pseudonymMask = pseudonymKey && neverWithholds(pseudonym(pseudonymKey));
  const maskOf = (coordinate: string, [kind, another]: readonly MaskKind[]): Mask => {
    if (kind === undefined || another !== undefined || !isApplicable(schema, coordinate, kind)) return WITHHOLDING_MASK;
    return kind === 'PSEUDONYM' ? (pseudonymMask ?? WITHHOLDING_MASK) : MASKS[kind];
  };
  return new Map([...kinds].map(([coordinate, found]) => [coordinate, maskOf(coordinate, [...found])]));
}

/** The type and all types that share the field with it: its interfaces, and their possible types and interfaces. */
function typesSharingField(schema: GraphQLSchema, typeName: string, field: string): ReadonlySet<string> {
  const names = new Set([typeName]);
  const addRelatedTypes = (name: string): void => {
    const type = schema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const implementations = isInterfaceType(type) ? schema.getImplementations(type) : { objects: [], interfaces: [] };
    for (const relatedType of [...type.getInterfaces(), ...implementations.objects, ...implementations.interfaces]) {
      if (names.has(relatedType.name) || !relatedType.getFields()[field]) continue;
      names.add(relatedType.name);
      addRelatedTypes(relatedType.name);
    }
  };
  addRelatedTypes(typeName);
  return names;
}

function isApplicable(schema: GraphQLSchema, coordinate: string, kind: MaskKind): boolean {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  return found !== undefined && fitsMask(kind, getNamedType(found.type).name);
}
