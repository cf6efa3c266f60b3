import { type DocumentNode, GraphQLError, type Location, parse, visit } from 'graphql';

/** The line of a syntax error; null for a schema that can be parsed. */
export function findSyntaxError(sdl: string): { readonly line: number | null; readonly message: string } | null {
  try {
    parse(sdl);
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { line: error.locations?.[0]?.line ?? null, message: error.message };
  }
}

/**
 * The line of a schema that a message of the composition is about: that of the first field (`Type.field`) or type that the message names and the
 * schema has, else that of the first place that refers to a type of the message; null when it has none of them.
 */
export function findLine(sdl: string, message: string): number | null {
  const document = parse(sdl);
  const [lines, references] = [linesOf(document), referencesOf(document)];
  const coordinates = [...message.matchAll(/[A-Za-z_]\w*\.[A-Za-z_]\w*/g)].map(([coordinate]) => coordinate);
  // Words of the sentence begin with a capital, too; a type stands in quotes.
  const names = [...message.matchAll(/["'`@]([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
  const words = message.match(/[A-Za-z_]\w*/g) ?? [];
  const found = [...[...coordinates, ...names].map((name) => lines.get(name)), ...words.map((word) => references.get(word))];
  return found.find((line) => line !== undefined) ?? null;
}

/** The first line that refers to each type. */
function referencesOf(document: DocumentNode): Map<string, number> {
  const lines = new Map<string, number>();
  visit(document, {
    NamedType: ({ name, loc }) => {
      if (loc && !lines.has(name.value)) lines.set(name.value, loc.startToken.line);
    },
  });
  return lines;
}

function linesOf({ definitions }: DocumentNode): Map<string, number> {
  const lines = new Map<string, number>();
  const note = (name: string, loc: Location | undefined): void => {
    if (loc && !lines.has(name)) lines.set(name, loc.startToken.line);
  };
  for (const definition of definitions) {
    if (!('name' in definition) || !definition.name) continue;
    const type = definition.name.value;
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    for (const field of fields) note(`${type}.${field.name.value}`, field.name.loc);
    note(type, definition.name.loc);
  }
  return lines;
}
