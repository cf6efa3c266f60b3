import { type GraphQLSchema, isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import { fieldsFor, keyOf, type Selected, stepInto } from '../selected.ts';
import { PlanFault } from './askings.ts';
import { broughtAt, type Spot, typesAt } from './known.ts';

const always = (): boolean => true;

interface Looking {
  readonly schema: GraphQLSchema;
  readonly count: () => void;
}

/** Throws {@link PlanFault} when something of what the client selects has been brought by nobody. */
export function mustBeThere(wanted: Selected, spot: Spot, looking: Looking): void {
  const { schema } = looking;
  const { typeName: declared, selectionSets } = wanted;
  const mustTell = isAbstractType(schema.getType(declared)) && selectionSets.some((set) => tellsTypes(set, declared));
  const types = typesAt(spot, always);
  if (types.length === 0 && isNobody(declared, schema)) throw new PlanFault(`No object is known of the type "${declared}".`);
  for (const typeName of types) {
    const isUnresolved = spot.unresolved?.name === typeName;
    if (mustTell && (isUnresolved || !broughtAt(spot, typeName, '__typename', always)))
      throw new PlanFault(`Nobody tells which objects are of the type "${typeName}".`);
    const keys = new Set<string>();
    for (const field of fieldsFor(schema, selectionSets, typeName)) {
      if (field.name.value === '__typename') continue;
      looking.count();
      const brought = broughtAt(spot, typeName, keyOf(field), always);
      if (brought?.name !== field.name.value) throw new PlanFault(`Nobody asks for "${typeName}.${keyOf(field)}".`);
      if (field.selectionSet) keys.add(keyOf(field));
    }
    for (const key of keys) {
      const inner = stepInto(schema, wanted, typeName, key);
      const below = broughtAt(spot, typeName, key, always)?.below;
      if (inner && below) mustBeThere(inner, below, looking);
    }
  }
}

/** Whether no subgraph knows any object of an interface, so that nobody can tell what its fields are. */
export function isNobody(typeName: string, schema: GraphQLSchema): boolean {
  const type = schema.getType(typeName);
  return isAbstractType(type) && schema.getPossibleTypes(type).length === 0;
}

/** Whether what is selected depends on the objects' own types. */
export const tellsTypes = ({ selections }: SelectionSetNode, declared: string): boolean =>
  selections.some((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename';
    if (one.kind === Kind.FRAGMENT_SPREAD) return true;
    return (one.typeCondition?.name.value ?? declared) !== declared || tellsTypes(one.selectionSet, declared);
  });
