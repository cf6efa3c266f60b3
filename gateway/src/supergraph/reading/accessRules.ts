import { Kind } from 'graphql';
import type { AccessRule } from './accessDirectives.ts';
import { addTransitiveRules } from './addTransitiveRules.ts';
import { levelRules } from './levelRules.ts';
import type { Supergraph } from './supergraph.ts';
import type { SupergraphTypes } from './supergraphTypes.ts';

/** Access rules by schema coordinate (`Card.number`, `Card`, `DistrictCode`). A viewer must satisfy all rules of a coordinate. */
export type AccessRules = ReadonlyMap<string, readonly AccessRule[]>;

/** The access rules of a supergraph: of directives, of levels, and those that a field inherits from the fields it is computed from. */
export function accessRules({ types: all }: Supergraph): AccessRules {
  // Input objects are not read, so they have no rules.
  const types = new Map([...all].filter(([, { node }]) => node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION));
  const rules = new Map<string, readonly AccessRule[]>();
  const add = (coordinate: string, own: readonly AccessRule[]) => own.length > 0 && rules.set(coordinate, own);
  for (const [name, type] of types) {
    add(name, type.rules);
    for (const [field, { rules: own }] of type.fields) add(`${name}.${field}`, own);
  }
  inheritFromInterfaceObjects(types, rules);
  // A key passes on the rules of its directives, but not of its level: an entity may be found by a key that its viewer may not read.
  const leveled = new Map<string, readonly AccessRule[]>(rules);
  for (const [coordinate, asked] of levelRules(types))
    if (asked.length > 0) leveled.set(coordinate, mergeRules(rules.get(coordinate) ?? [], asked));
  return addTransitiveRules(types, leveled, rules);
}

/** A field that an `@interfaceObject` adds to an interface is a field of all its implementations, with the same rules. */
function inheritFromInterfaceObjects(types: SupergraphTypes, rules: Map<string, readonly AccessRule[]>): void {
  for (const [name, type] of types) {
    for (const parent of type.interfaces) {
      const contract = types.get(parent);
      if (!contract?.joins.some(({ isInterfaceObject }) => isInterfaceObject)) continue;
      for (const field of contract.fields.keys()) {
        const inherited = rules.get(`${parent}.${field}`);
        if (inherited) rules.set(`${name}.${field}`, mergeRules(rules.get(`${name}.${field}`) ?? [], inherited));
      }
    }
  }
}

/** The rules of both, each once. */
export function mergeRules(one: readonly AccessRule[], other: readonly AccessRule[]): AccessRule[] {
  const byText = new Map([...one, ...other].map((rule) => [JSON.stringify(rule), rule]));
  return [...byText.values()];
}
