import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import type { Catalogue } from '../reading/catalogue.ts';
import { parseFieldSet } from '../reading/fieldSets.ts';
import type { Reference, ReferenceKind } from './checkResult.ts';
import { directiveName, isTypeWithFields, type TypeWithFields, textArgument } from './documents.ts';
import { SHARED_TYPE_NAMES } from './sharedTypes.ts';

/**
 * Finds the fields of other owners that a schema refers to by `@key`, `@requires` and `@provides` (GOV-INV-3). `catalogue` is that of the graph without
 * the schema. A field set that cannot be parsed has no references; the composition refuses it.
 */
export function findReferences(document: DocumentNode, subgraph: string, catalogue: Catalogue): Reference[] {
  const types = namedTypesOfFields(document);
  const found = new Map<string, Reference>();
  const note = (kind: ReferenceKind, type: string, fieldSet: string | null) => {
    for (const coordinate of fieldSet === null ? [] : coordinatesOfFieldSet(type, fieldSet, types)) {
      const owner = catalogue.fields.get(coordinate)?.owner;
      if (owner !== undefined && owner !== subgraph) found.set(`${kind} ${coordinate}`, { kind, coordinate, owner });
    }
  };
  for (const definition of document.definitions) {
    if (!isTypeWithFields(definition) || SHARED_TYPE_NAMES.has(definition.name.value)) continue;
    const type = definition.name.value;
    for (const fieldSet of fieldSetsOf(definition, 'key')) note('KEY', type, fieldSet);
    for (const field of definition.fields ?? []) {
      for (const fieldSet of fieldSetsOf(field, 'requires')) note('REQUIRES', type, fieldSet);
      for (const fieldSet of fieldSetsOf(field, 'provides')) note('PROVIDES', namedTypeOf(field.type), fieldSet);
    }
  }
  return [...found.values()].sort((a, b) => (`${a.coordinate} ${a.kind}` < `${b.coordinate} ${b.kind}` ? -1 : 1));
}

const fieldSetsOf = ({ directives = [] }: TypeWithFields | FieldDefinitionNode, name: string): (string | null)[] =>
  (directives as readonly ConstDirectiveNode[])
    .filter((directive) => directiveName(directive) === name)
    .map((directive) => textArgument(directive, 'fields'));

/** The named type of each field of a document, by coordinate. */
function namedTypesOfFields({ definitions }: DocumentNode): Map<string, string> {
  return new Map(
    definitions
      .filter(isTypeWithFields)
      .flatMap(({ name, fields = [] }) =>
        fields.map((field) => [`${name.value}.${field.name.value}`, namedTypeOf(field.type)] as const),
      ),
  );
}

const namedTypeOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type));

/** The coordinates of all fields of a field set, at every depth. */
function coordinatesOfFieldSet(type: string, fieldSet: string, types: ReadonlyMap<string, string>): string[] {
  const walk = ({ selections }: SelectionSetNode, parent: string): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return walk(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
      const coordinate = `${parent}.${selection.name.value}`;
      const inner = types.get(coordinate);
      return [coordinate, ...(selection.selectionSet && inner ? walk(selection.selectionSet, inner) : [])];
    });
  try {
    return walk(parseFieldSet(fieldSet), type);
  } catch {
    return [];
  }
}
