import { type ConstDirectiveNode, Kind, type ValueNode } from 'graphql';
import { parseSupergraph } from '../parseSupergraph.ts';
import { readLevelRules } from './levelRules.ts';
import { type AccessDirective, accessDirectiveNames, argument } from './links.ts';
import { readTypes, type SupergraphTypes } from './supergraphTypes.ts';
import { addTransitiveRules } from './transitive.ts';

/** One thing that is asked of a viewer: every name of at least one of the lists. `authenticated` asks only for a viewer. */
export interface Rule {
  readonly kind: AccessDirective;
  readonly anyOf: readonly (readonly string[])[];
}

/** Rules by schema coordinate (`Member.phone`, `Member`, `DistrictCode`); all rules of a coordinate must hold. */
export type AccessRules = ReadonlyMap<string, readonly Rule[]>;

/** Reads the access rules of a supergraph: by directives, by levels, and with those that fields inherit through what they are computed from. */
export function readAccessRules(supergraphSdl: string): AccessRules {
  const document = parseSupergraph(supergraphSdl);
  const names = accessDirectiveNames(document);
  const types = readTypes(document);
  const rules = new Map<string, Rule[]>();
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const found = (directives ?? []).flatMap((directive) => {
      const kind = names.get(directive.name.value);
      return kind ? [{ kind, anyOf: alternatives(kind, directive) }] : [];
    });
    if (found.length > 0) rules.set(coordinate, [...(rules.get(coordinate) ?? []), ...found]);
  };
  for (const [name, type] of types) {
    read(name, type.directives);
    for (const [field, { directives }] of type.fields) read(`${name}.${field}`, directives);
  }
  inheritFromInterfaceObjects(types, rules);
  // A key hands on what its directives say. Its level is its own: who finds an entity need not be told by what.
  const leveled = new Map<string, readonly Rule[]>(rules);
  for (const [coordinate, asked] of readLevelRules(types))
    if (asked.length > 0) leveled.set(coordinate, mergeRules(rules.get(coordinate) ?? [], asked));
  return addTransitiveRules(types, leveled, rules);
}

/** `[["a", "b"], ["c"]]`: a and b, or c. */
function alternatives(kind: AccessDirective, directive: ConstDirectiveNode): string[][] {
  if (kind === 'authenticated') return [[]];
  const lists = argument(directive, kind === 'policy' ? 'policies' : 'scopes');
  return items(lists).map((list) => items(list).flatMap((name) => (name.kind === Kind.STRING ? [name.value] : [])));
}

const items = (value: ValueNode | undefined): readonly ValueNode[] =>
  value === undefined ? [] : value.kind === Kind.LIST ? value.values : [value];

/** A field that an @interfaceObject adds to an interface is a field of every type behind it, with the same rules. */
function inheritFromInterfaceObjects(types: SupergraphTypes, rules: Map<string, Rule[]>): void {
  for (const [name, type] of types) {
    for (const parent of type.interfaces) {
      const contract = types.get(parent);
      if (!contract?.isInterfaceObject) continue;
      for (const field of contract.fields.keys()) {
        const inherited = rules.get(`${parent}.${field}`);
        if (inherited) rules.set(`${name}.${field}`, mergeRules(rules.get(`${name}.${field}`) ?? [], inherited));
      }
    }
  }
}

/** The rules of both, each once. */
export function mergeRules(one: readonly Rule[], other: readonly Rule[]): Rule[] {
  const byText = new Map([...one, ...other].map((rule) => [JSON.stringify(rule), rule]));
  return [...byText.values()];
}
