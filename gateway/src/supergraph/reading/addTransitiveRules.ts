import type { AccessRule } from './accessDirectives.ts';
import { type AccessRules, mergeRules } from './accessRules.ts';
import { inputsOf } from './computedFrom.ts';
import { coordinatesIn } from './fieldSets.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/**
 * Gives every field the rules of what it is computed from: the fields its subgraph is handed by `@requires` and
 * `@fromContext` (GHSA-m8jr-fxqx-8xx6), and the key without which no subgraph that serves it can find the entity.
 * Repeated until nothing changes, since what a field requires may itself be computed. `guarded` are the rules that keys hand on.
 */
export function addTransitiveRules(types: SupergraphTypes, own: AccessRules, guarded: AccessRules = own): AccessRules {
  const inputs = new Map<string, string[]>();
  const keys = new Map<string, string[]>();
  for (const [name, type] of types) {
    for (const [fieldName, field] of type.fields) {
      inputs.set(`${name}.${fieldName}`, inputsOf(types, name, field));
      keys.set(`${name}.${fieldName}`, keysWithoutWayRound(types, type, field, guarded));
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
 * The key fields of a type when every subgraph that serves the field can be asked for it only by a key that is itself
 * under a rule. One open key is a way round, and nothing is inherited.
 */
function keysWithoutWayRound(
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
