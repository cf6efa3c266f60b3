import type { AccessRule } from './accessDirectives.ts';
import { type AccessRules, mergeRules } from './accessRules.ts';
import { resolverInputs } from './computedFrom.ts';
import { coordinatesIn } from './fieldSets.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/**
 * Adds to each field the rules of the fields that it is computed from: those required by `@requires` and `@fromContext` (GHSA-m8jr-fxqx-8xx6),
 * and the key fields, if no subgraph can resolve the entity without them. Repeated until a fixed point, because a required field may be computed
 * itself. `guarded` has the rules that keys pass on.
 */
export function addTransitiveRules(types: SupergraphTypes, own: AccessRules, guarded: AccessRules = own): AccessRules {
  const inputs = new Map<string, string[]>();
  const keys = new Map<string, string[]>();
  for (const [name, type] of types) {
    for (const [fieldName, field] of type.fields) {
      inputs.set(`${name}.${fieldName}`, resolverInputs(types, name, field));
      keys.set(`${name}.${fieldName}`, guardedKeyFields(types, type, field, guarded));
    }
  }
  const rules = new Map<string, readonly AccessRule[]>(own);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [coordinate, sources] of inputs) {
      const before = rules.get(coordinate) ?? [];
      const after = [...sources, ...(keys.get(coordinate) ?? [])].reduce<readonly AccessRule[]>(
        (merged, source) => mergeRules(merged, rules.get(source) ?? []),
        before,
      );
      if (after.length === before.length) continue;
      rules.set(coordinate, after);
      changed = true;
    }
  }
  return rules;
}

/**
 * The key fields by which subgraphs resolve a field, if each of these keys has an access rule. Empty if one key has none: the field can then be
 * reached without a guarded key.
 */
function guardedKeyFields(
  types: SupergraphTypes,
  { name, joins }: SupergraphType,
  field: SupergraphField,
  own: AccessRules,
): string[] {
  const graphs = field.joins.flatMap(({ subgraph }) => subgraph ?? []);
  const keys = joins.filter(({ subgraph }) => graphs.length === 0 || graphs.includes(subgraph));
  const found = keys.map(({ key }) => (key ? coordinatesIn(types, name, key) : []));
  const allGuarded = found.length > 0 && found.every((fields) => fields.some((coordinate) => own.has(coordinate)));
  return allGuarded ? found.flat() : [];
}
