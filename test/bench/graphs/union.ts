import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { loadSubgraphSdl } from '@union-graph/schema';
import { type DocumentNode, Kind, parse, visit } from 'graphql';
import { answerByItself } from './answerByItself.ts';
import type { BenchGraph, Definition } from './graph.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folders: Readonly<Record<string, string>> = {
  organisation: 'subgraphs/organisation',
  mediation: 'subgraphs/mediation',
  training: 'subgraphs/training',
  venues: 'subgraphs/venues',
  'warmth-fund': 'subgraphs/warmth-fund',
  governance: 'gateway/src/governance',
};

function define(name: string, folder: string): Definition {
  const typeDefs = withoutRules(parse(loadSubgraphSdl(path.join(root, folder))));
  return { name, typeDefs, build: () => answerByItself(buildSubgraphSchema({ typeDefs })) };
}

/** Rules of access and cost, which not every gateway knows. All run open, so they decide nothing here. */
const RULES = new Set(['authenticated', 'requiresScopes', 'policy', 'cost', 'listSize']);

const withoutRules = (document: DocumentNode): DocumentNode =>
  visit(document, {
    Directive: ({ name }) => (RULES.has(name.value) ? null : undefined),
    ListValue: (list) => ({
      ...list,
      values: list.values.filter((value) => value.kind !== Kind.STRING || !RULES.has(value.value.replace('@', ''))),
    }),
  });

const read = (file: string): string => readFileSync(path.join(root, 'gateway/console/operations', file), 'utf8');

/** The graph of this project itself, with invented answers of a likely size. */
export const union: BenchGraph = {
  name: 'union',
  definitions: Object.entries(folders).map(([name, folder]) => define(name, folder)),
  operations: [
    { name: 'MyUnion', title: 'J-02, my union on one page', query: read('j-02-1-my-union.graphql') },
    {
      name: 'DistrictBoard',
      title: 'J-10, the overview of a district',
      query: read('j-10-1-district-board.graphql'),
      variables: JSON.parse(read('j-10-1-district-board.variables.json')) as Record<string, unknown>,
    },
  ],
};
