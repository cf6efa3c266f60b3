import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, member, type Row, staff, type TestSubgraph } from '@union-graph/testing';
import { UNION } from './builders.ts';

export const CITY = staff(newId(), 'CITY_DEPT');
const STATES = ['ANNOUNCED', 'REGISTRATION', 'PRELIMINARY', 'FINAL', 'RESULTS', 'APPEAL_CLOSED', 'CERTIFIED'];
/** The days of a competition that tests play in, and an instant after the last day of appeals. */
const DAYS = {
  registration_from: '2013-09-01',
  registration_until: '2013-10-31',
  preliminary_on: '2013-11-01',
  final_on: '2013-11-02',
};

export interface Finalist {
  readonly memberId: string;
  readonly entryId: string;
  readonly awardId: string;
}

export interface Played {
  readonly competitionId: string;
  readonly eventId: string;
  /** In the order of their points, the best first. */
  readonly finalists: readonly [Finalist, Finalist];
}

/** Somebody who acts for an agency. */
export async function delegateOf(sql: TestSubgraph['sql'], agency: string): Promise<Viewer> {
  const person = newId();
  await insert(sql, 'agency_delegate', { id: newId(), person_id: person, agency_code: agency });
  return staff(person, 'LINKED_PARTY');
}

/** A competition of one event with two who take part, as far as it is in a state; results were published on 2013-10-10. */
export async function competitionIn(
  sql: TestSubgraph['sql'],
  status: string,
  given: Row = {},
  ofEvent: Row = {},
): Promise<Played> {
  const isAfter = (other: string) => STATES.indexOf(status) >= STATES.indexOf(other);
  const [competitionId, eventId] = [newId(), newId()];
  const finalists = [10, 20].map(() => ({
    memberId: newId(),
    entryId: newId(),
    awardId: newId(),
  })) as unknown as Played['finalists'];
  const published = { published_at: '2013-10-10T02:00:00Z', published_by: newId(), appeals_until: '2013-10-17' };
  const competition = {
    id: competitionId,
    name_zh: `职工职业技能大赛${competitionId}`,
    year: 2013,
    status: isAfter('RESULTS') ? 'FINAL' : status,
    ...DAYS,
    announced_by: newId(),
    announced_at: '2013-08-20T02:00:00Z',
    ...given,
  };
  await insert(sql, 'competition', competition);
  await insert(sql, 'competition_event', {
    id: eventId,
    competition_id: competitionId,
    occupation_code: '6-05-02-01',
    certifiable: true,
    ...ofEvent,
  });
  for (const [at, { memberId, entryId }] of finalists.entries())
    await insert(sql, 'competition_entry', {
      id: entryId,
      event_id: eventId,
      member_id: memberId,
      status: isAfter('FINAL') ? 'QUALIFIED' : 'REGISTERED',
      preliminary_score: isAfter('FINAL') ? 80 : null,
      final_score: isAfter('RESULTS') ? 95 - at : null,
      entered_at: '2013-09-10T02:00:00Z',
      scope_path: UNION,
    });
  if (!isAfter('RESULTS')) return { competitionId, eventId, finalists };
  await publish(sql, { competitionId, eventId, finalists }, { ...published, status });
  return { competitionId, eventId, finalists };
}

/** Results and the ranks of both in one statement, as the guard wants it. */
async function publish(sql: TestSubgraph['sql'], { competitionId, eventId, finalists }: Played, given: Row): Promise<void> {
  const names = Object.keys(given);
  await sql(
    `with ranked as (
       insert into competition_award (id, event_id, entry_id, member_id, rank, scope_path)
       select award, $1, entry, member, rank, '${UNION}' from unnest($2::uuid[], $3::uuid[], $4::uuid[]) with ordinality as given(award, entry, member, rank))
     update competition set ${names.map((name, at) => `${name} = $${at + 6}`).join(', ')} where id = $5`,
    [
      eventId,
      finalists.map(({ awardId }) => awardId),
      finalists.map(({ entryId }) => entryId),
      finalists.map(({ memberId }) => memberId),
      competitionId,
      ...Object.values(given),
    ],
  );
}

/** An open appeal of the second of an event, who is behind. */
export async function appealOf(sql: TestSubgraph['sql'], { eventId, finalists: [, second] }: Played): Promise<string> {
  const id = newId();
  await insert(sql, 'competition_appeal', {
    id,
    event_id: eventId,
    entry_id: second.entryId,
    member_id: second.memberId,
    ground: '计时有误',
    status: 'OPEN',
    filed_at: '2013-10-11T02:00:00Z',
    scope_path: UNION,
  });
  return id;
}

export const asMember = (memberId: string): Viewer => member(memberId, UNION);
