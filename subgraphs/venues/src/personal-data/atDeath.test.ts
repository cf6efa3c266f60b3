import { newId } from '@union-graph/subgraph';
import { type Sql, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildBooking, buildFacility, buildSuspension, buildWait } from '../../test/build.ts';
import { buildEvent, buildPlacedMember, buildRegistration, invite, tellLife } from '../../test/events.ts';
import { buildGroup } from '../../test/groups.ts';
import { buildOutreach } from '../../test/outreach.ts';
import { buildInvitation, buildPerformance, buildTeam, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

interface Ends {
  /** Builds something open of a person. */
  readonly build: (sql: Sql, memberId: string) => Promise<unknown>;
  /** Which rows `r` of the person `$1` are open; after the word of their death there is none. */
  readonly open: string;
}

/** A row that only tells who did something as staff; others go on with what it tells of. */
const NOTE = { stays: 'tells who did it' };

/** What becomes of what is open of a person, by the column that names them, when the word of their death comes. */
const AT_DEATH: Readonly<Record<string, Ends | { readonly stays: string }>> = {
  'booking.member_id': {
    build: async (sql, member_id) => {
      await buildBooking(sql, { member_id });
      await buildBooking(sql, { member_id, status: 'HELD', facility_id: await buildFacility(sql) });
    },
    open: `r.member_id = $1 and r.status in ('HELD', 'CONFIRMED')`,
  },
  'card_standing.member_id': { stays: 'organisation tells of the card' },
  'event_picture.added_by': NOTE,
  'event_signer.member_id': { stays: 'nobody else signs, and nobody waits for it' },
  'fitness_group.leader_id': {
    build: (sql, leader_id) => buildGroup(sql, { leader_id }),
    open: 'r.leader_id = $1',
  },
  'fitness_group.next_leader_id': {
    build: (sql, next_leader_id) => buildGroup(sql, { next_leader_id }),
    open: 'r.next_leader_id = $1',
  },
  'investment_record.recorded_by': NOTE,
  'investment_record.voided_by': NOTE,
  'member_place.member_id': { stays: 'keeps the death' },
  'open_period_change.changed_by': NOTE,
  'outreach_request.member_id': { stays: 'others have the wish as well: staff decide about it' },
  'performance_cast.performer_id': {
    build: async (sql, member_id) => {
      const team_id = await buildTeam(sql);
      return buildPerformance(sql, { team_id }, [await buildTroupeMember(sql, [team_id], { member_id })]);
    },
    open: 'r.performer_id in (select m.id from troupe_member m where m.member_id = $1)',
  },
  'registration.member_id': {
    build: async (sql, member_id) => {
      await buildRegistration(sql, { member_id });
      await buildRegistration(sql, { member_id, status: 'WAITLISTED' });
    },
    open: `r.member_id = $1 and r.status in ('CONFIRMED', 'WAITLISTED')`,
  },
  'registration.registered_by': { stays: 'the seat is another person’s' },
  'screen_campaign.created_by': NOTE,
  'screen_file.submitted_by': NOTE,
  'signed_message.member_id': { stays: 'is shown while the consent holds, of which organisation tells' },
  'suspension.member_id': { stays: 'is over by its time' },
  'troupe_member.member_id': { stays: 'what they performed in names them' },
  'troupe_team_member.performer_id': {
    build: buildInvitation,
    open: 'r.left_at is null and r.performer_id in (select m.id from troupe_member m where m.member_id = $1)',
  },
  'venue_limit.set_by': NOTE,
  'waitlist_entry.member_id': {
    build: (sql, member_id) => buildWait(sql, { member_id }),
    open: `r.member_id = $1 and r.status in ('WAITING', 'OFFERED')`,
  },
};

const ENDING = Object.entries(AT_DEATH).flatMap(([name, one]) => ('open' in one ? [[name, one] as const] : []));

/** Ids of what is no person, and of no row here. */
const OF_OTHER_THINGS = /[._](card|enterprise|facility|home|into|point|request|union)_ids?$/;
const HOUSE = /^(audit_|consent_standing|data_request|directory_entry|erased_record|member_merge|rule_number)/;
/** Who did something, and ids that no foreign key says the meaning of, but for the row's own; who performs has a row of their own here. */
const COLUMNS = `
  select c.table_name || '.' || c.column_name as name
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name <> 'id'
    and (c.udt_name in ('uuid', '_uuid') or c.column_name like '%\\_by')
    and not exists (
      select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.conrelid = format('%I', c.table_name)::regclass and a.attname = c.column_name and c.column_name <> 'performer_id')
  order by 1`;

describe('what is open of a person when the word of their death comes', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  test('is decided for every column that names a person', async () => {
    const names = (await subgraph.sql<{ name: string }>(COLUMNS)).map(({ name }) => name);
    const persons = names.filter((name) => !HOUSE.test(name) && !OF_OTHER_THINGS.test(name));
    expect(persons).toEqual(Object.keys(AT_DEATH).sort());
    const followed = (venues.memberColumns ?? []).flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
    expect(followed.filter((name) => !persons.includes(name))).toEqual([]);
  });

  test.each(ENDING)('ends: %s', async (name, { build, open }) => {
    const memberId = await buildPlacedMember(subgraph.sql);
    await build(subgraph.sql, memberId);
    const left = () => subgraph.sql(`select from ${name.split('.')[0]} r where ${open}`, [memberId]);
    expect((await left()).length).toBeGreaterThan(0);
    expect(await tellLife(subgraph, memberId)).toBe(204);
    expect(await left()).toEqual([]);
  });

  test.each(ENDING)('ends also where it comes from another record of theirs by a merge: %s', async (name, { build, open }) => {
    const [survivorId, duplicateId] = [await buildPlacedMember(subgraph.sql), await buildPlacedMember(subgraph.sql)];
    await tellLife(subgraph, survivorId);
    await build(subgraph.sql, duplicateId);
    const ids = { mergeId: newId(), survivorId, duplicateId };
    expect(await subgraph.send({ type: 'organisation.member.merged', subject: survivorId, data: ids })).toBe(204);
    for (const id of [survivorId, duplicateId])
      expect(await subgraph.sql(`select from ${name.split('.')[0]} r where ${open}`, [id])).toEqual([]);
  });

  test('stays as it is: a suspension, a wish, an invitation to sign', async () => {
    const memberId = await buildPlacedMember(subgraph.sql);
    await buildSuspension(subgraph.sql, { member_id: memberId });
    await buildOutreach(subgraph.sql, { member_id: memberId });
    await invite(subgraph.sql, await buildEvent(subgraph.sql), memberId);
    const rows = () =>
      Promise.all(
        ['suspension', 'outreach_request', 'event_signer'].map((table) =>
          subgraph.sql(`select * from ${table} where member_id = $1`, [memberId]),
        ),
      );
    const before = await rows();
    expect(before.map(({ length }) => length)).toEqual([1, 1, 1]);
    await tellLife(subgraph, memberId);
    expect(await rows()).toEqual(before);
  });
});
