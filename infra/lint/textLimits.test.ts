import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formOf, longestText } from '@union-graph/subgraph';
import { Kind, parse, type TypeNode, visit } from 'graphql';
import { sources } from './sources.ts';

const CHECKED = /\bchecked(?:Open)?Text\(.*?'(\w+)', ([A-Z][A-Z_]+|\d[\d_]*)(?![.\w])/g;

interface Limit {
  readonly file: string;
  readonly field: string;
  readonly longest: number;
}

/** The number that a name of a limit stands for in the files of a service. */
function numberOf(name: string, texts: readonly string[]): number {
  if (/^\d/.test(name)) return Number(name.replaceAll('_', ''));
  const values = texts.flatMap((text) =>
    [...text.matchAll(new RegExp(`const ${name} = ([\\d_]+);`, 'g'))].map(([, value]) => Number(value?.replaceAll('_', ''))),
  );
  return Math.max(...values);
}

/** How long the actions of the services allow texts to be, by the name of the field. */
function limits(): Limit[] {
  const all = [...sources()];
  return all.flatMap(([file, text]) => {
    const service = file.slice(0, file.indexOf('/src/'));
    const own = all.filter(([other]) => other.startsWith(`${service}/`)).map(([, other]) => other);
    return [...text.matchAll(CHECKED)].map(([, field, name]) => ({
      file,
      field: String(field),
      longest: numberOf(String(name), own),
    }));
  });
}

test('no action promises a longer text than the form of its field lets through', () => {
  const found = limits();
  expect(found.length).toBeGreaterThan(60);
  expect(found.filter(({ longest }) => !Number.isFinite(longest))).toEqual([]);
  expect(found.filter(({ field, longest }) => longest > longestText(field))).toEqual([]);
});

/** How long the schema says that texts may be, by the name of the argument or input field: "… of 300 characters at most". */
function promises(): { readonly field: string; readonly longest: number }[] {
  // @reads gateway/supergraph.graphql
  const sdl = readFileSync(fileURLToPath(new URL('../../gateway/supergraph.graphql', import.meta.url)), 'utf8');
  const found: { field: string; longest: number }[] = [];
  visit(parse(sdl), {
    InputValueDefinition: ({ name, description }) => {
      const first = /(\d[\d,]*) characters/.exec(description?.value ?? '')?.[1];
      if (first) found.push({ field: name.value, longest: Number(first.replaceAll(',', '')) });
    },
  });
  return found;
}

test('the schema promises no longer text than the form of its field lets through', () => {
  const found = promises();
  expect(found.length).toBeGreaterThan(60);
  expect(found.filter(({ field, longest }) => longest > longestText(field))).toEqual([]);
});

const baseName = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : baseName(type.type));

/** The input fields for texts and titles that people write freely, whose descriptions tell no longest length. */
function untold(sdl: string): string[] {
  return parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return [];
    return (definition.fields ?? [])
      .filter(({ name, type }) => baseName(type) === 'String' && ['PROSE', 'LINE'].includes(formOf(name.value)))
      .filter(({ description }) => !/\d characters/.test(description?.value ?? ''))
      .map(({ name }) => `${definition.name.value}.${name.value}`);
  });
}

test('an input field for a text tells how long that may be', () => {
  expect(untold('input A { "Why." reason: String! "Why, 1 to 200 characters." note: String "Its name." name: String }')).toEqual([
    'A.reason',
  ]);
  // @reads gateway/supergraph.graphql
  const sdl = readFileSync(fileURLToPath(new URL('../../gateway/supergraph.graphql', import.meta.url)), 'utf8');
  expect(untold(sdl)).toEqual([]);
});
