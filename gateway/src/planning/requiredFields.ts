import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { enumArgument } from '../supergraph/reading/directives.ts';
import { type Joined, readJoined } from '../supergraph/reading/joined.ts';
import { readSupergraph, rereadDocument, type Supergraph } from '../supergraph/reading/supergraph.ts';
import { withStringArgument } from './join.ts';
import { markRequired } from './mendSupergraph.ts';
import { settleOverrides } from './overrideLabels.ts';
import { type Holdings, readHoldings } from './proof/holdings.ts';
import { createCallValidation, type InvalidCall } from './proof/subgraphSchemas.ts';

/** A required field with arguments, under the name that the planner knows it by. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** A supergraph in which no two required fields differ in their arguments alone. */
export interface PlannableSupergraph {
  readonly renamed: Supergraph;
  /** The made-up fields. Empty when the supergraph requires no field with arguments. */
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** The made-up fields that a field needs: those of one subgraph's `type.field`, by the place at which they stand. */
  readonly needs: (service: string, typeName: string, fieldName: string) => ReadonlyMap<string, string>;
  /** Which subgraph has what, for clients. */
  readonly joined: Joined;
  /** Which subgraph has what, in the names of `renamed`. */
  readonly holdings: Holdings;
  readonly invalidCall: InvalidCall;
  /** The types of the supergraph, as given. */
  readonly schema: GraphQLSchema;
}

/**
 * Gives each required field with arguments a name of its own, as if it were a field without arguments: `weight(unit: "KG")` becomes
 * `weight__0`. Both planners mix up such fields when they differ from the client's or from one another in arguments alone.
 * What they plan is brought back by {@link withGivenFields}.
 */
export function makePlannable(given: Supergraph): PlannableSupergraph {
  const mended = settleOverrides(markRequired(given));
  const { schema, types, document } = mended;
  const fields = new Map<string, RequiredField>();
  const needs = new Map<string, ReadonlyMap<string, string>>();
  const needed = new Map<string, Set<string>>();
  const namer = createNamer(schema, fields, needed);
  /** By coordinate, then by the enum value of a subgraph: the requirement in the made-up names. */
  const requirements = new Map<string, Map<string, string>>();
  for (const { name, node, fields: own } of types.values()) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of own.values())
      for (const { subgraph, requires } of field.joins) {
        if (!subgraph || !requires) continue;
        const { selectionSet, places } = namer(name, requires);
        if (places.size === 0) continue;
        const coordinate = `${name}.${field.name}`;
        needs.set(`${subgraph.name} ${coordinate}`, places);
        const bySubgraph = requirements.get(coordinate) ?? new Map<string, string>();
        requirements.set(coordinate, bySubgraph.set(subgraph.graph, stripIgnoredCharacters(print(selectionSet)).slice(1, -1)));
      }
  }
  const renamed = fields.size > 0 ? rereadDocument(withFields(withRequirements(document, requirements), needed)) : mended;
  const givenName = (name: string): string => fields.get(name)?.name ?? name;
  return {
    renamed,
    fields,
    needs: (service, typeName, fieldName) => needs.get(`${service} ${typeName}.${givenName(fieldName)}`) ?? NOTHING,
    joined: readJoined(mended),
    holdings: readHoldings(renamed),
    invalidCall: createCallValidation(mended),
    schema,
  };
}

/** The same of SDL, which is what a thread is given that shares no values with this one. */
export const nameRequiredFields = (sdl: string): PlannableSupergraph => makePlannable(readSupergraph(sdl));

/** The supergraph with other texts of `@requires`. */
const withRequirements = (document: DocumentNode, requirements: ReadonlyMap<string, ReadonlyMap<string, string>>): DocumentNode =>
  visit(document, {
    ObjectTypeDefinition: (type): ObjectTypeDefinitionNode => ({
      ...type,
      fields: type.fields?.map((field) => {
        const changed = requirements.get(`${type.name.value}.${field.name.value}`);
        if (!changed) return field;
        const directives = field.directives?.map((directive): ConstDirectiveNode => {
          const requires =
            directive.name.value === 'join__field' ? changed.get(enumArgument(directive, 'graph') ?? '') : undefined;
          return requires === undefined ? directive : withStringArgument(directive, 'requires', requires);
        });
        return { ...field, directives };
      }),
    }),
  });

const NOTHING: ReadonlyMap<string, string> = new Map();

/** Rewrites field sets. Notes the made-up fields, and by `type.field` of the given ones which of them stand beside it. */
function createNamer(schema: GraphQLSchema, fields: Map<string, RequiredField>, needed: Map<string, Set<string>>) {
  const names = new Map<string, string>();
  const taken = fieldNamesOf(schema);
  const freeName = (name: string): string => {
    let count = names.size;
    while (taken.has(`${name}__${count}`)) count += 1;
    taken.add(`${name}__${count}`);
    return `${name}__${count}`;
  };
  const nameOf = ({ name, arguments: given = [] }: FieldNode): string => {
    const identity = `${name.value}(${given.map(print).sort().join(',')})`;
    const known = names.get(identity) ?? freeName(name.value);
    names.set(identity, known);
    fields.set(known, { name: name.value, arguments: given });
    return known;
  };
  const rename = (
    parent: string,
    { selections }: SelectionSetNode,
    at: string,
    places: Map<string, string>,
  ): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? parent;
        return { ...selection, selectionSet: rename(type, selection.selectionSet, at, places) };
      }
      const place = `${at}.${selection.name.value}`;
      const inner =
        selection.selectionSet && rename(fieldType(schema, parent, selection.name.value), selection.selectionSet, place, places);
      if (!takesArguments(schema, parent, selection.name.value)) return { ...selection, selectionSet: inner };
      const name = nameOf(selection);
      places.set(place, name);
      for (const type of withImplementations(schema, parent)) {
        const coordinate = `${type}.${selection.name.value}`;
        needed.set(coordinate, (needed.get(coordinate) ?? new Set()).add(name));
      }
      return { ...selection, name: { kind: Kind.NAME, value: name }, arguments: [], selectionSet: inner };
    }),
  });
  return (typeName: string, fieldSet: SelectionSetNode) => {
    const places = new Map<string, string>();
    return { selectionSet: rename(typeName, fieldSet, '', places), places };
  };
}

/** Adds the made-up fields to their types, as fields of the same subgraphs. */
function withFields(document: DocumentNode, needed: ReadonlyMap<string, ReadonlySet<string>>): DocumentNode {
  const extend = <T extends { name: { value: string }; fields?: readonly FieldDefinitionNode[] }>(type: T): T => ({
    ...type,
    fields: type.fields?.flatMap((field) => [
      field,
      ...[...(needed.get(`${type.name.value}.${field.name.value}`) ?? [])].map((name) => ({
        ...field,
        name: { kind: Kind.NAME, value: name },
        arguments: [],
      })),
    ]),
  });
  return visit(document, { ObjectTypeDefinition: extend, InterfaceTypeDefinition: extend });
}

const definitionOf = (schema: GraphQLSchema, parent: string, field: string) => {
  const type = schema.getType(parent);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
};

const fieldNamesOf = (schema: GraphQLSchema): Set<string> =>
  new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );

function fieldType(schema: GraphQLSchema, parent: string, field: string): string {
  const definition = definitionOf(schema, parent, field);
  return definition ? getNamedType(definition.type).name : '';
}

/** A field that is required without its arguments differs from the same one with them, as two with different ones do. */
const takesArguments = (schema: GraphQLSchema, parent: string, field: string): boolean =>
  (definitionOf(schema, parent, field)?.args.length ?? 0) > 0;

function withImplementations(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  if (!isInterfaceType(type)) return [typeName];
  const { objects, interfaces } = schema.getImplementations(type);
  return [type, ...objects, ...interfaces].map(({ name }) => name);
}
