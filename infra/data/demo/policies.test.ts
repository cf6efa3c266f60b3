import { ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';
import { mediation } from '@union-graph/mediation';
import { organisation } from '@union-graph/organisation';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { guardedFields, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { warmthFund } from '@union-graph/warmth-fund';
import { loadDemo } from '../index.ts';
import { PERSONS } from './persons.ts';
import { GIVEN } from './testing/reach.ts';

// A role that a policy in the schema lets through, and the resolver always refuses, is promised what it never gets.

/** What makes a lawful question of some fields for roles that may not ask for everything. */
const LAWFUL = { ...GIVEN, 'members(nameStartsWith': '李建', 'fundStatement(period': GIVEN.period as string };

const viewersOf = (role: Role): Viewer[] => [
  staff(newId(), role),
  ...PERSONS.filter(({ grants }) => grants.some((grant) => grant.role === role)).map(
    ({ id, grants }): Viewer => ({
      ...ANONYMOUS,
      subject: `person:${id}`,
      kind: 'person',
      personId: id,
      grants,
      scopes: ['read', 'write'],
    }),
  ),
];

describe.each([organisation, mediation, training, venues, warmthFund])(
  '$name: policies and resolvers say the same',
  (definition) => {
    const fields = guardedFields(definition, LAWFUL);
    let subgraph: TestSubgraph;
    beforeAll(async () => {
      subgraph = await testSubgraph(definition as SubgraphDefinition);
      await loadDemo(definition.name, subgraph.database.migratorUrl);
    });
    afterAll(() => subgraph.stop());

    async function isAnswered(document: string, role: Role): Promise<boolean> {
      for (const viewer of viewersOf(role)) if (!(await subgraph.ask(viewer, document)).errors) return true;
      return false;
    }

    test('there are fields to try', () => {
      expect(fields.length).toBeGreaterThan(0);
    });

    test.each(fields)('$name answers each role that its policy names', async ({ document, roles }) => {
      const refused: Role[] = [];
      for (const role of roles) if (role !== 'PARTNER' && !(await isAnswered(document, role))) refused.push(role);
      expect(refused).toEqual([]);
    });
  },
);
