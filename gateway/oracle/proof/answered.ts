import { type GraphQLSchema, isAbstractType, Kind } from 'graphql';
import { isNobody, tellsTypes } from '../../src/planning/plain/possibleTypes.ts';
import { fieldsFor, keyOf, type Selected, stepInto } from '../../src/planning/selected.ts';
import { PlanFault } from './askings.ts';
import { broughtAt, type Spot, typesAt } from './known.ts';

const always = (): boolean => true;

interface Looking {
  readonly schema: GraphQLSchema;
  readonly count: () => void;
  /** What is asked for that nobody wants there. */
  readonly inVain: string[];
}

/**
 * Throws {@link PlanFault} when something of what the client selects has been brought by nobody. Notes what has been brought of the whole
 * operation that is not selected there.
 */
export function mustBeThere(wanted: Selected, whole: Selected, spot: Spot, looking: Looking): void {
  const { schema } = looking;
  const { typeName: declared, selectionSets } = wanted;
  const mustTell = isAbstractType(schema.getType(declared)) && selectionSets.some((set) => tellsTypes(set, declared));
  const types = typesAt(spot, always);
  if (types.length === 0 && isNobody(declared, schema)) throw new PlanFault(`No object is known of the type "${declared}".`);
  for (const typeName of types) {
    const isUnresolved = spot.unresolved?.name === typeName;
    if (mustTell && (isUnresolved || !broughtAt(spot, typeName, '__typename', always)))
      throw new PlanFault(`Nobody tells which objects are of the type "${typeName}".`);
    const [keys, composite] = [new Set<string>(), new Set<string>()];
    for (const field of fieldsFor(schema, selectionSets, typeName)) {
      if (field.name.value === '__typename') continue;
      looking.count();
      const brought = broughtAt(spot, typeName, keyOf(field), always);
      if (brought?.name !== field.name.value) throw new PlanFault(`Nobody asks for "${typeName}.${keyOf(field)}".`);
      keys.add(keyOf(field));
      if (field.selectionSet) composite.add(keyOf(field));
    }
    for (const key of keysIn(whole))
      if (!keys.has(key) && spot.byType.get(typeName)?.get(key)?.isTold === false) looking.inVain.push(`${typeName}.${key}`);
    for (const key of composite) {
      const inner = stepInto(schema, wanted, typeName, key);
      const wholeInner = stepInto(schema, whole, typeName, key);
      const below = broughtAt(spot, typeName, key, always)?.below;
      if (inner && wholeInner && below) mustBeThere(inner, wholeInner, below, looking);
    }
  }
}

/** The keys of all that is selected in a place, whatever the types. */
const keysIn = ({ selectionSets }: Pick<Selected, 'selectionSets'>): Set<string> =>
  new Set(
    selectionSets.flatMap(({ selections }): string[] =>
      selections.flatMap((one) => {
        if (one.kind === Kind.FRAGMENT_SPREAD) return [];
        if (one.kind === Kind.INLINE_FRAGMENT) return [...keysIn({ selectionSets: [one.selectionSet] })];
        return one.name.value === '__typename' ? [] : [keyOf(one)];
      }),
    ),
  );
