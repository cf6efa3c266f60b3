import { mediation } from '@union-graph/mediation';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { type Reach, reachedFields, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { warmthFund } from '@union-graph/warmth-fund';
import { loadDemo } from '../index.ts';
import { GIVEN, keysOf } from './testing/reach.ts';

// Whatever the demo data keep at a place is brought below one union, which then moves: who works at the old place sees nothing of it any more, and who
// works at the new one sees all that was seen at the old one.

const [OLD, NEW] = ['/city/110198/', '/city/110199/'];

/** Rows that need a district, and stay in theirs when the union goes over to an industry. */
const IN_DISTRICT: readonly string[] = ['subsidy_application.scope_path'];

/** Columns that follow of which the demo data have no row. */
const WITHOUT_ROWS: Readonly<Record<string, readonly string[]>> = {
  training: ['competition_appeal.scope_path'],
  venues: ['fitness_group.vacant_path'],
};

describe.each([mediation, training, venues, warmthFund] as SubgraphDefinition[])(
  '$name: a union that moves (ORG-INV-4)',
  (definition) => {
    const follows = definition.paths?.follows ?? [];
    const union = newId();
    let subgraph: TestSubgraph;
    let reach: Reach;
    const seen = new Map<string, readonly string[]>();

    const countBelow = async (path: string) => {
      const counts = new Map<string, number>();
      for (const named of follows) {
        const [table, column] = named.split('.');
        const [found] = await subgraph.sql<{ count: number }>(
          `select count(*)::int as count from ${table} where ${column} ^@ $1`,
          [path],
        );
        counts.set(named, found?.count ?? 0);
      }
      return counts;
    };
    const reachedAt = (path: string) => reach.of(staff(newId(), 'DISTRICT_ADMIN', path));

    beforeAll(async () => {
      subgraph = await testSubgraph(definition);
      await loadDemo(definition.name, subgraph.database.migratorUrl);
      reach = reachedFields(definition, subgraph.ask, { given: GIVEN, keys: await keysOf(definition) });
      for (const named of follows) {
        const [table, column] = named.split('.');
        await subgraph.sql(`update ${table} set ${column} = $1 || substr(${column}, 7) where ${column} ^@ '/city/'`, [
          `${OLD}${union}/`,
        ]);
      }
      seen.set('old', await reachedAt(OLD));
      seen.set('new', await reachedAt(NEW));
    });
    afterAll(() => subgraph.stop());

    test('all that follows is at the new place alone, and is seen from there alone', async () => {
      const before = await countBelow(`${OLD}${union}/`);
      expect(follows.filter((named) => before.get(named) === 0)).toEqual(WITHOUT_ROWS[definition.name] ?? []);
      const data = { fromPath: `${OLD}${union}/`, toPath: `${NEW}${union}/`, parentId: newId() };
      expect(await subgraph.send({ type: 'organisation.union.moved', subject: union, aggregateversion: 2, data })).toBe(204);
      expect(await countBelow(`${NEW}${union}/`)).toEqual(before);
      expect(await countBelow(OLD)).toEqual(new Map(follows.map((named) => [named, 0])));
      expect(seen.get('old')).not.toEqual(seen.get('new'));
      expect([await reachedAt(OLD), await reachedAt(NEW)]).toEqual([seen.get('new'), seen.get('old')]);
    });

    test('a union that goes over to an industry takes along all but what needs a district', async () => {
      const industry = `/city/${newId()}/${newId()}/${union}/`;
      const before = await countBelow(`${NEW}${union}/`);
      const data = { fromPath: `${NEW}${union}/`, toPath: industry, parentId: newId() };
      expect(await subgraph.send({ type: 'organisation.union.moved', subject: union, aggregateversion: 3, data })).toBe(204);
      const bound = (named: string) => IN_DISTRICT.includes(named);
      expect(await countBelow(industry)).toEqual(new Map([...before].map(([named, count]) => [named, bound(named) ? 0 : count])));
      expect(await countBelow(NEW)).toEqual(new Map([...before].map(([named, count]) => [named, bound(named) ? count : 0])));
    });
  },
);
