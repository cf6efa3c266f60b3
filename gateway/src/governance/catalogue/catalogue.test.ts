import { newId } from '@union-graph/subgraph';
import { member, type TestSubgraph } from '@union-graph/testing';
import { mayListField } from '../../agreements/rules.ts';
import type { CatalogueField } from '../../supergraph/reading/catalogue.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { catalogue, openGovernance, SOCIAL } from '../builders.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openGovernance();
});
afterAll(() => subgraph.stop());

test.each([
  ['ServicePoint.nameZh', 'pub', 'organisation'],
  ['District.code', 'pub', 'organisation'],
  ['District.mediationStats', 'par', 'mediation'],
  ['Disbursement.status', 'per-sensitive', 'warmth-fund'],
  ['Member.bookings', 'per', 'venues'],
  ['Query.servicePoints(first:)', 'pub', 'organisation'],
  ['PeriodInput.from', 'pub', undefined],
])('%s is %s and belongs to %s', (coordinate, level, owner) => {
  expect(catalogue.fields.get(coordinate)).toMatchObject({ level, ...(owner && { owner }) });
});

test('a field without a level is internal, of two levels the more guarded one holds, and a handed-in field is not owned', () => {
  const { fields, entities } = readSupergraph(`
    enum join__Graph { A @join__graph(name: "a-b", url: "") C @join__graph(name: "c", url: "") }
    type T @join__type(graph: A, key: "id") @join__type(graph: C, key: "id") {
      id: ID!
      open: Int @join__field(graph: A) @join__field(graph: C, external: true)
      both: Int @join__field(graph: A) @tag(name: "per") @tag(name: "pub")
    }
    type V @join__type(graph: C) { x: Int @tag(name: "pub") }`).catalogue;
  expect([...fields.values()].map(({ coordinate, level, owner }) => [coordinate, level, owner])).toEqual([
    ['T.id', 'int', 'a-b'],
    ['T.open', 'int', 'a-b'],
    ['T.both', 'per', 'a-b'],
    ['V.x', 'pub', 'c'],
  ]);
  expect([...entities]).toEqual(['T']);
});

test('what a field is computed from decides with it whether a partner may be told it', () => {
  const known = readSupergraph(`
    enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
    type ServicePoint @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
      id: ID! @tag(name: "pub")
      secret: Int @join__field(graph: A) @tag(name: "per-sensitive")
      nameZh: String @join__field(graph: A) @tag(name: "pub")
      derived: Int @join__field(graph: B, requires: "secret") @tag(name: "pub")
      functions: Int @join__field(graph: A, requires: "derived") @tag(name: "pub")
      address: String @join__field(graph: B, requires: "nameZh") @tag(name: "pub")
    }`).catalogue;
  expect(known.computedFrom.get('ServicePoint.functions')).toEqual(new Set(['ServicePoint.derived', 'ServicePoint.secret']));
  const may = (name: string) => mayListField(known, 'CONTACT', known.fields.get(`ServicePoint.${name}`) as CatalogueField);
  expect(['nameZh', 'address', 'functions'].map(may)).toEqual([true, true, false]);
});

describe('fieldCatalogue', () => {
  const ask = async (filter: object) =>
    (
      await subgraph.ask(
        SOCIAL,
        'query ($filter: FieldCatalogueFilter) { fieldCatalogue(filter: $filter) { coordinate level neverShared owner { name } } }',
        { filter },
      )
    ).data.fieldCatalogue as { coordinate: string; level: string; neverShared: boolean; owner: { name: string } }[];

  test('lists by type, level and owner', async () => {
    const found = await ask({ type: 'Disbursement', level: 'PER_SENSITIVE', owner: 'warmth-fund' });
    expect(found.map(({ coordinate }) => coordinate)).toContain('Disbursement.status');
    expect(
      found.every(({ level, owner, neverShared }) => level === 'PER_SENSITIVE' && owner.name === 'warmth-fund' && neverShared),
    ).toBe(true);
  });

  test('for a kind of partner holds what it may be promised and nothing guarded', async () => {
    const found = await ask({ kind: 'CONTACT' });
    expect(found.map(({ coordinate }) => coordinate)).toContain('ServicePoint.nameZh');
    expect(found.filter(({ level, neverShared }) => neverShared || level.startsWith('PER'))).toEqual([]);
  });

  test('is not for members', async () => {
    expect(await subgraph.code(subgraph.ask(member(newId()), '{ fieldCatalogue { coordinate } }'))).toBe('FORBIDDEN');
    expect(await subgraph.code(subgraph.ask(member(newId()), '{ subgraphs { name } }'))).toBe('FORBIDDEN');
  });
});
