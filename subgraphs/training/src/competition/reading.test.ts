import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { appealOf, asMember, competitionIn, delegateOf, type Played } from '../../test/competitions.ts';
import { training } from '../subgraph.ts';

const READERS = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'];

describe('who reads what of competitions', () => {
  let subgraph: TestSubgraph;
  let played: Played;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    played = await competitionIn(subgraph.sql, 'RESULTS');
    await appealOf(subgraph.sql, played);
  });
  afterAll(() => subgraph.stop());

  test('everybody the ranks; a winner’s name once the winner agrees, and no more when they take it back', async () => {
    const [{ memberId }] = played.finalists;
    const winners = async (now?: string) => {
      const { data } = await subgraph.ask(
        ANONYMOUS,
        '{ competitions(year: 2013) { nodes { events { results { rank winner { __typename } } } } } }',
        {},
        now,
      );
      return data.competitions.nodes[0].events[0].results.map(({ winner }: { winner: object | null }) => winner !== null);
    };
    expect(await winners()).toEqual([false, false]);
    const consent = { member_id: memberId, separate: false, seen_version: 1, given_at: '2013-10-01T02:00:00Z' };
    const give = (purpose: string, scope: string[]) =>
      insert(subgraph.sql, 'consent_standing', { consent_id: newId(), purpose, scope, ...consent });
    await give('DELIVERY', ['name']);
    await give('REPORTING', ['card']);
    expect(await winners()).toEqual([false, false]);
    await give('REPORTING', ['name']);
    expect(await winners()).toEqual([true, false]);
    await subgraph.sql(`update consent_standing set withdrawn_at = '2013-10-15T02:00:00Z' where member_id = $1`, [memberId]);
    expect(await winners('2013-10-15T12:00:00+08:00')).toEqual([false, false]);
  });

  test('entries and appeals: oneself, and the roles that read training records, in their part of the tree', async () => {
    const sees = async (viewer: Viewer) => {
      const { data } = await subgraph.ask(
        viewer,
        `{ competition(id: "${played.competitionId}") { events { entries { totalCount nodes { id } } appeals { id } } } }`,
      );
      const [{ entries, appeals }] = data.competition.events;
      expect(entries.totalCount).toBe(entries.nodes.length);
      return [entries.totalCount, appeals.length];
    };
    for (const role of ROLES)
      for (const [path, holds] of [
        ['/city/', true],
        [FENGTAI, true],
        [CHAOYANG, false],
      ] as const)
        expect([role, path, await sees(staff(newId(), role, path))]).toEqual([
          role,
          path,
          holds && READERS.includes(role) ? [2, 1] : [0, 0],
        ]);
    expect(await sees(asMember(played.finalists[0].memberId))).toEqual([1, 0]);
    expect(await sees(asMember(played.finalists[1].memberId))).toEqual([1, 1]);
    expect(await sees(member(newId()))).toEqual([0, 0]);
    expect(await sees(await delegateOf(subgraph.sql, 'HRSS'))).toEqual([0, 0]);
  });
});
