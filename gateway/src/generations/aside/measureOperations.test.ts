import { constructionSdl, ORGANISATION } from '../../../test/registry.ts';
import { compose } from '../../supergraph/compose.ts';
import { measureOperations } from './measureOperations.ts';

const URL = 'http://subgraph.invalid/graphql';
const supergraphSdl = compose([
  { name: 'organisation', url: URL, sdl: ORGANISATION.sdl },
  { name: 'ind-construction', url: URL, sdl: constructionSdl('"Days." days: [Int!] @tag(name: "pub")') },
]);
const measure = async (document: string) => (await measureOperations({ supergraphSdl, documents: [document] }))[0];

test.each<[string, string, number, number]>([
  ['of one subgraph', '{ constructionSites { nameZh } }', 1, 10],
  ['of two subgraphs', '{ enterprise(id: "e") { nameZh constructionSites { nameZh } } }', 2, 11],
  [
    'with a condition',
    'query ($a: Boolean!) { enterprise(id: "e") { nameZh constructionSites @include(if: $a) { id } } }',
    2,
    11,
  ],
  ['with its opposite', 'query ($a: Boolean!) { enterprise(id: "e") { nameZh constructionSites @skip(if: $a) { id } } }', 2, 11],
  ['of introspection alone', '{ __typename }', 0, 0],
])('an operation %s has its largest plan and its cost', async (_, document, fetches, cost) => {
  expect(await measure(document)).toMatchObject({ fetches, cost });
});

test('the fields of an operation are told, without the types', async () => {
  expect(await measure('query Firm { enterprise(id: "e") { ...F } } fragment F on Enterprise { nameZh }')).toMatchObject({
    operationName: 'Firm',
    coordinates: ['Enterprise.nameZh', 'Query.enterprise'],
  });
});

test.each([
  ['cannot be parsed', '{', /Syntax Error/],
  ['has no operation', 'fragment F on Query { __typename }', /exactly one operation/],
  ['selects what there is not', '{ cranes }', /Cannot query field "cranes"/],
  ['is deeper than clients may ask', `{ ${'a { '.repeat(30)} b ${'}'.repeat(30)} }`, /limit is/],
])('a document that %s has faults', async (_, document, fault) => {
  expect(await measure(document)).toEqual({ faults: [expect.stringMatching(fault)] });
});
