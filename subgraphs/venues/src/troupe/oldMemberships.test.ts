import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import type { QueryRunner } from 'typeorm';
import { InviteToTeams1773000000137 } from '../../migrations/1773000000137-inviteToTeams.ts';
import { at } from '../../test/build.ts';
import { buildInvitation, buildPerformance, buildTeam, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(venues);
});
afterAll(() => subgraph.stop());

test('who was in a team before invitations were has accepted; on the way back an open invitation is dropped, and casts stay', async () => {
  const team_id = await buildTeam(subgraph.sql);
  const singer = await buildTroupeMember(subgraph.sql, [team_id]);
  await buildPerformance(subgraph.sql, { team_id }, [singer]);
  await buildInvitation(subgraph.sql, undefined, team_id);
  const runner = { query: (text: string) => subgraph.sql(text) } as unknown as QueryRunner;
  const migration = new InviteToTeams1773000000137();
  await migration.down(runner);
  expect(await subgraph.sql('select performer_id as id from troupe_team_member where team_id = $1', [team_id])).toEqual([
    { id: singer },
  ]);
  await migration.up(runner);
  const joinedAt = new Date(at('09:00', '2012-03-01'));
  expect(
    await subgraph.sql(
      `select performer_id, status, invited_at, joined_at, acceptance_kind, left_at, version, id is not null as "hasId"
       from troupe_team_member where team_id = $1`,
      [team_id],
    ),
  ).toEqual([
    {
      ...{ performer_id: singer, status: 'ACCEPTED', invited_at: joinedAt, joined_at: joinedAt },
      ...{ acceptance_kind: null, left_at: null, version: 1, hasId: true },
    },
  ]);
  expect(await subgraph.sql('select performer_id as id from performance_cast where team_id = $1', [team_id])).toEqual([
    { id: singer },
  ]);
});
