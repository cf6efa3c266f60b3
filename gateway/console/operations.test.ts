import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import type { GraphQLSchema, NamedTypeNode, OperationDefinitionNode } from 'graphql';
import { buildASTSchema, coerceInputValue, isInputType, Kind, parse, typeFromAST, validate } from 'graphql';
import type { Example } from './src/examples/example.ts';
import { parseExample } from './src/examples/example.ts';

const FOLDER = path.join(import.meta.dirname, 'operations');
const SUPERGRAPH = path.join(import.meta.dirname, '../supergraph.graphql');
const PLACE = /^\{\{(\w+)\}\}$/;

const read = (file: string): string => {
  const at = path.join(FOLDER, file);
  return existsSync(at) ? readFileSync(at, 'utf8') : '';
};

const examples = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace('.graphql', ''))
  .map((file) => parseExample(file, read(`${file}.graphql`), read(`${file}.variables.json`)));

/** What the page lists, by the keys of its table; the table's own module is for the bundler and cannot be imported here. */
const listed = (): string[] => {
  const table = readFileSync(path.join(import.meta.dirname, 'src/examples/catalogue.ts'), 'utf8');
  return [...table.matchAll(/^ {2}'([JSG]-\d\d)': /gm)].map(([, key = '']) => key);
};

const named = examples.map((example) => [example.file, example] as const);

const valuesOf = (example: Example): Record<string, unknown> => JSON.parse(example.variables || '{}') as Record<string, unknown>;

const operationOf = (example: Example): OperationDefinitionNode => {
  const found = parse(example.query).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new Error(`${example.file} has no operation.`);
  return found;
};

/** What is wrong with the variables, a place for a later value counting as right. */
function variableFaults(schema: GraphQLSchema, example: Example): string[] {
  const faults: string[] = [];
  const values = valuesOf(example);
  const declared = (operationOf(example).variableDefinitions ?? []).map((definition) => {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as NamedTypeNode);
    if (!isInputType(type)) faults.push(`${name}: the graph has no such input`);
    else
      coerceInputValue(values[name] ?? null, type, (at, value, error) => {
        if (typeof value !== 'string' || !PLACE.test(value)) faults.push(`${[name, ...at].join('.')}: ${error.message}`);
      });
    return name;
  });
  const unused = Object.keys(values).filter((name) => !declared.includes(name));
  return [...faults, ...unused.map((name) => `${name}: not a variable of the operation`)];
}

/** The places in an example's variables that no earlier step of the journey fills. */
function unfilled(example: Example): string[] {
  const given = examples
    .filter((other) => other.journey === example.journey && other.step < example.step)
    .flatMap((other) => other.gives.map(({ name }) => name));
  return [...example.variables.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'new' && !given.includes(name));
}

describe('example operations', () => {
  test('cover journeys and rows of the catalogue, their steps counted from 1 without gaps', () => {
    const journeys = [...new Set(examples.map(({ journey }) => journey))].sort();
    expect(journeys).toEqual([...listed()].sort());
    for (const journey of journeys) {
      const steps = examples
        .filter((example) => example.journey === journey)
        .map(({ step }) => step)
        .sort((a, b) => a - b);
      expect(steps).toEqual(steps.map((_, index) => index + 1));
    }
  });

  test('have names of their own, by which an answer is traced to its example', () => {
    const names = examples.map(({ operation }) => operation);
    expect(names).toEqual([...new Set(names)]);
  });

  test.each(named)('%s takes from earlier steps only what they give', (_, example) => {
    expect(unfilled(example)).toEqual([]);
  });
});

(existsSync(SUPERGRAPH) ? describe : describe.skip)('example operations against the composed graph', () => {
  const sdl = existsSync(SUPERGRAPH) ? readFileSync(SUPERGRAPH, 'utf8') : 'type Query { none: Int }';
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(sdl)));

  test.each(named)('%s is valid', (_, example) => {
    expect(validate(schema, parse(example.query)).map((error) => error.message)).toEqual([]);
  });

  test.each(named)('%s has variables that fit', (_, example) => {
    expect(variableFaults(schema, example)).toEqual([]);
  });
});
