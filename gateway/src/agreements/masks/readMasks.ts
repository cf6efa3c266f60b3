import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { fitsMask, type MaskKind } from '../rules.ts';
import type { Mask, Masks } from './mask.ts';
import { band, roundTen, suppressSmall } from './numbers.ts';
import { partial, pseudonym, region, year } from './texts.ts';

/** What an agreement says about masks, and the key of its partner's pseudonyms. */
export interface MaskTerms {
  readonly masks: Readonly<Record<string, MaskKind>>;
  readonly pseudonymKey: Uint8Array | null;
}

const told = (apply: Mask['apply']): Mask => ({ apply, mayWithhold: false, hidesSmall: false });

/** Tells nothing. For a mask that does not fit what the field has become since it was decided, or whose key is gone. */
const WITHHELD: Mask = { apply: () => null, mayWithhold: true, hidesSmall: false };

const MASKS: Readonly<Record<Exclude<MaskKind, 'PSEUDONYM'>, Mask>> = {
  PARTIAL: told(partial),
  YEAR: told(year),
  BAND: told(band),
  REGION: { apply: region, mayWithhold: true, hidesSmall: false },
  ROUND_10: told(roundTen),
  SUPPRESS_SMALL: { apply: suppressSmall, mayWithhold: true, hidesSmall: true },
};

/**
 * The masks of an agreement over one schema; null when it has none. A value is masked by whatever name it is reached: a field of an
 * interface takes the masks of the types behind it and gives them its own, and where they disagree nothing is told.
 */
export function readMasks(schema: GraphQLSchema, { masks, pseudonymKey }: MaskTerms): Masks | null {
  const kinds = new Map<string, Set<MaskKind>>();
  const add = (coordinate: string, kind: MaskKind) => kinds.set(coordinate, (kinds.get(coordinate) ?? new Set()).add(kind));
  for (const [coordinate, kind] of Object.entries(masks)) {
    const [typeName = '', field = ''] = coordinate.split('.');
    for (const name of namesOf(schema, typeName, field)) add(`${name}.${field}`, kind);
  }
  if (kinds.size === 0) return null;
  const hmac = pseudonymKey && told(pseudonym(pseudonymKey));
  const maskOf = (coordinate: string, [kind, another]: readonly MaskKind[]): Mask => {
    if (kind === undefined || another !== undefined || !fits(schema, coordinate, kind)) return WITHHELD;
    return kind === 'PSEUDONYM' ? (hmac ?? WITHHELD) : MASKS[kind];
  };
  return new Map([...kinds].map(([coordinate, found]) => [coordinate, maskOf(coordinate, [...found])]));
}

/** The type and all that share the field with it: the interfaces it stands behind, and every type behind those. */
function namesOf(schema: GraphQLSchema, typeName: string, field: string): ReadonlySet<string> {
  const names = new Set([typeName]);
  const reach = (name: string): void => {
    const type = schema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const behind = isInterfaceType(type) ? schema.getImplementations(type) : { objects: [], interfaces: [] };
    for (const near of [...type.getInterfaces(), ...behind.objects, ...behind.interfaces]) {
      if (names.has(near.name) || !near.getFields()[field]) continue;
      names.add(near.name);
      reach(near.name);
    }
  };
  reach(typeName);
  return names;
}

function fits(schema: GraphQLSchema, coordinate: string, kind: MaskKind): boolean {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  return found !== undefined && fitsMask(kind, getNamedType(found.type).name);
}
