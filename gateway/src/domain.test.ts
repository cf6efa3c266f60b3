import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedSdl } from '@union-graph/schema';
import { isTypeDefinitionNode, Kind, parse } from 'graphql';
import { readSupergraph } from './supergraph/reading/supergraph.ts';

/** Governance is a subgraph of the graph, and what partners may be promised is a rule of the domain (4.3), told by coordinates. */
const OWN = /^(governance\/|agreements\/kindRules\.ts$)/;

const shared = new Set(
  parse(sharedSdl)
    .definitions.filter(isTypeDefinitionNode)
    .map(({ name }) => name.value),
);
const supergraph = readSupergraph(readFileSync(path.join(import.meta.dirname, '../supergraph.graphql'), 'utf8'));
const ROOTS = ['Query', 'Mutation'];

/** The types that some subgraph other than governance has. */
const types = [...supergraph.types.values()]
  .filter(
    ({ node, joins }) =>
      node.kind !== Kind.SCALAR_TYPE_DEFINITION && joins.some(({ subgraph }) => subgraph.name !== 'governance'),
  )
  .map(({ name }) => name)
  .filter((name) => !shared.has(name) && !ROOTS.includes(name));

/** What stands in quotes in a file, outside of comments, imports and sentences. */
const textsOf = (source: string): string[] =>
  (
    source
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/ from '[^']+';$/gm, '')
      .match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []
  ).filter((text) => !text.includes(' ') || text.includes('{'));

// @reads gateway/src
test('the gateway names no type of the domain: what it must know of one, the supergraph says by tags', () => {
  const names = new RegExp(`(?<![\\w-])(${types.join('|')})(?![\\w-])`);
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OWN.test(file));
  const found = files.flatMap((file) =>
    textsOf(readFileSync(path.join(import.meta.dirname, file), 'utf8')).flatMap((text) => {
      const name = names.exec(text)?.[1];
      return name === undefined ? [] : [`${file}: ${name} in ${JSON.stringify(text)}`];
    }),
  );
  expect(types).toContain(supergraph.personType?.typeName);
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
