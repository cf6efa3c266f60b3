import { type ASTNode, type DefinitionNode, type DocumentNode, Kind, specifiedScalarTypes, visit } from 'graphql';

/** A place in a schema: what stands there, and its line, from 1. */
export interface Place {
  readonly coordinate: string | null;
  readonly line: number | null;
}

/** What a message can name: `Site.cranes(on:)`, `Site.cranes`, `Site`, `@cost`. */
const NAMES = /@\w+|\b[A-Za-z_]\w*(?:\.\w+(?:\(\w+:\))?)?/g;

/** `Int` and its like say nothing of a place. */
const SPECIFIED: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

interface Places {
  /** Fields and arguments, by coordinate. */
  readonly fields: Map<string, Place>;
  /** Types, by name: where they are defined, or else referred to first. */
  readonly types: Map<string, Place>;
  /** Directives, by name with `@`: where they are used first. */
  readonly directives: Map<string, Place>;
}

/**
 * Returns how to find what a message of the composer speaks of. The composer tells no places, but names coordinates, types and directives. A field or
 * argument that it names comes first, then a type, then a directive; both values are null when the schema has none of them.
 */
export function placesIn(document: DocumentNode): (message: string) => Place {
  const { fields, types, directives } = readPlaces(document);
  return (message) => {
    const names = message.match(NAMES) ?? [];
    for (const places of [fields, types, directives]) {
      const name = names.find((one) => places.has(one));
      if (name) return places.get(name) as Place;
    }
    return { coordinate: null, line: null };
  };
}

function readPlaces({ definitions }: DocumentNode): Places {
  const places: Places = { fields: new Map(), types: new Map(), directives: new Map() };
  for (const definition of definitions)
    if ('name' in definition && definition.name) keep(places.types, definition.name.value, definition, definition.name.value);
  for (const definition of definitions) readFields(definition, places);
  return places;
}

function readFields(definition: DefinitionNode, places: Places): void {
  if (!('name' in definition) || !definition.name) return;
  const type = definition.name.value;
  for (const field of 'fields' in definition ? (definition.fields ?? []) : []) {
    const coordinate = `${type}.${field.name.value}`;
    keep(places.fields, coordinate, field, coordinate);
    for (const argument of field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [])
      keep(places.fields, `${coordinate}(${argument.name.value}:)`, argument, `${coordinate}(${argument.name.value}:)`);
    readReferences(field, coordinate, places);
  }
  readReferences(definition, type, places);
}

function readReferences(within: ASTNode, coordinate: string, { types, directives }: Places): void {
  visit(within, {
    NamedType: (named) => {
      if (!SPECIFIED.has(named.name.value)) keep(types, named.name.value, named, coordinate);
    },
    Directive: (used) => keep(directives, `@${used.name.value}`, used, coordinate),
  });
}

/** Keeps the first place of a name. A description is no part of the place. */
function keep(places: Map<string, Place>, name: string, node: ASTNode, coordinate: string): void {
  if (places.has(name)) return;
  const start = 'name' in node && node.name ? node.name : node;
  places.set(name, { coordinate, line: start.loc?.startToken.line ?? null });
}
