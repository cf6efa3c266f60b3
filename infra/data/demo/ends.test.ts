import { type Role, STAFF_ROLES } from '@union-graph/identity';
import { mediation } from '@union-graph/mediation';
import { organisation } from '@union-graph/organisation';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { eventually, type Reach, reachedFields, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { warmthFund } from '@union-graph/warmth-fund';
import { loadDemo } from '../index.ts';
import { GIVEN, keysOf } from './testing/reach.ts';
import { unionId } from './unions.ts';

// Whatever the demo data keep at a place is brought below one union, which then ends: whoever still has a token of an office there reads what anybody of
// that role reads who has it for a place without rows, and those above the union read on.

const UNION = unionId('joint-huairou');
const ABOVE = '/city/110198/';
const EMPTY = `/city/110199/${newId()}/`;
/** Roles of people at a union; departments of the city and the fund's people work at its head. */
const AT_UNIONS = ['JOINT_UNION_OFFICER', 'STATION_STAFF', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'DISTRICT_ADMIN'] as const;
const ROLES: readonly Role[] = STAFF_ROLES.filter((role) => (AT_UNIONS as readonly Role[]).includes(role));

describe.each([organisation, mediation, training, venues, warmthFund] as SubgraphDefinition[])(
  '$name: the offices of a union that has ended (2.1.3)',
  (definition) => {
    let subgraph: TestSubgraph;
    let reach: Reach;
    const reached = (role: Role, path: string) => reach.of(staff(newId(), role, path));
    const reachedByAll = async (path: string) => {
      const found: [Role, readonly string[]][] = [];
      for (const role of ROLES) found.push([role, await reached(role, path)]);
      return found;
    };
    /** The organisation's own unions end by its acts, others hear of it. */
    const end = async () => {
      if (definition.name === 'organisation') {
        await subgraph.sql(
          `update trade_union set status = 'DISSOLVED', member_count = 0, female_member_count = 0, migrant_member_count = 0 where id = $1`,
          [UNION],
        );
        return;
      }
      const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `${ABOVE}${UNION}/`, mergedIntoId: null };
      expect(await subgraph.send({ type: 'organisation.union.dissolved', subject: UNION, aggregateversion: 2, data })).toBe(204);
    };

    beforeAll(async () => {
      subgraph = await testSubgraph(definition);
      await loadDemo(definition.name, subgraph.database.migratorUrl);
      reach = reachedFields(definition, subgraph.ask, { given: GIVEN, keys: await keysOf(definition) });
      for (const named of definition.paths?.follows ?? []) {
        const [table, column] = named.split('.');
        await subgraph.sql(`update ${table} set ${column} = $1 || substr(${column}, 7) where ${column} ^@ '/city/'`, [
          `${ABOVE}${UNION}/`,
        ]);
      }
    });
    afterAll(() => subgraph.stop());

    test('a token of such an office reads nothing of the union, and the office above reads on', async () => {
      const nowhere = await reachedByAll(EMPTY);
      const before = await reachedByAll(`${ABOVE}${UNION}/`);
      const above = await reached('DISTRICT_ADMIN', ABOVE);
      expect(before).not.toEqual(nowhere);
      await end();
      const office = `${ABOVE}${UNION}/`;
      await eventually(async () => (await reached('JOINT_UNION_OFFICER', office)).length <= (nowhere[0]?.[1].length ?? 0), 20);
      const allowed = new Map(nowhere);
      const extra = (await reachedByAll(office)).map(([role, fields]) => [
        role,
        fields.filter((field) => !allowed.get(role)?.includes(field)),
      ]);
      expect(extra).toEqual(ROLES.map((role) => [role, []]));
      expect(await reached('DISTRICT_ADMIN', ABOVE)).toEqual(above);
    });
  },
);
