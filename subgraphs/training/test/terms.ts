import { newId } from '@union-graph/subgraph';
import type { TestSubgraph } from '@union-graph/testing';
import { builders, UNION } from './builders.ts';

export interface Taught {
  readonly meetings?: number;
  readonly attended?: number;
  readonly truancies?: number;
  readonly credits?: number;
  readonly result?: string;
  readonly kind?: string;
  /** The first Saturday; the meetings are on Saturdays that are off. */
  readonly from?: string;
}

/** Writes sessions of the degree plan that are over, with a student's marks: the first meetings attended, the last ones not. */
export function termBuilders(subgraph: TestSubgraph) {
  const build = builders(subgraph);
  return async (
    { memberId, institutionId }: { readonly memberId: string; readonly institutionId: string },
    {
      meetings = 6,
      attended = meetings,
      truancies = 0,
      credits = 16,
      result = 'PASSED',
      kind = 'DEGREE',
      from = '2013-03-02',
    }: Taught = {},
  ): Promise<string> => {
    const days = await subgraph.sql<{ starts_at: Date }>(
      `select d as starts_at from generate_series($1::timestamptz, $1::timestamptz + interval '1 year', interval '7 days') d
       left join calendar_day k on k.day = d::date where not coalesce(k.working, false) order by d limit $2`,
      [`${from}T01:00:00Z`, meetings],
    );
    const starts = days.map(({ starts_at }) => starts_at);
    const over = new Date((starts.at(-1) as Date).getTime() + 3 * 3_600_000);
    const { id } = await build.session(
      { capacity: 9, enrolled_count: 1, arrivals: 1, starts_at: starts[0], ends_at: over },
      { kind, credits, name_zh: `课程${newId()}` },
    );
    await subgraph.sql('update course set institution_id = $2 where id = (select course_id from course_session where id = $1)', [
      id,
      institutionId,
    ]);
    const enrolment = await build.insert('enrolment', {
      id: newId(),
      member_id: memberId,
      session_id: id,
      status: result,
      arrival: 1,
      enrolled_at: '2013-02-20T00:00:00Z',
      scope_path: UNION,
    });
    for (const [at, starts_at] of starts.entries()) {
      await build.insert('meeting', { session_id: id, starts_at, ends_at: new Date(starts_at.getTime() + 3 * 3_600_000) });
      await build.insert('attendance', {
        enrolment_id: enrolment.id,
        session_id: id,
        starts_at,
        mark: at < attended ? 'PRESENT' : at >= meetings - truancies ? 'ABSENT' : 'EXCUSED',
        by_code: false,
        marked_by: newId(),
        marked_at: starts_at,
      });
    }
    return id;
  };
}
