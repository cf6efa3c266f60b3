import type { Viewer } from '@union-graph/identity';
import { caller, eventually, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, buildCase, buildDelegate } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const at = (day: string): string => `2013-${day}T10:00:00+08:00`;

describe('reminders of referrals (S-45)', () => {
  let subgraph: TestSubgraph;
  let court: Viewer;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    court = await buildDelegate(subgraph, 'COURT');
  });
  afterAll(() => subgraph.stop());

  const refer = async ({ id, centre }: BuiltCase, day: string): Promise<string> => {
    const input = { caseId: id, expectedVersion: 1, to: 'COURT', reason: '请协助' };
    const answer = await caller(subgraph)('referToParty', 'referral { id }', input, centre, at(day));
    return answer.data.referToParty.referral.id;
  };
  const read = async ({ id, centre }: BuiltCase, day: string) => {
    const query = `{ mediationCase(id: "${id}") { referrals { overdue remindedAt } } }`;
    return (await subgraph.ask(centre, query, {}, at(day))).data.mediationCase.referrals[0];
  };
  /** The day on which the next reminder is due, by the job's own clock; null where none is. */
  const nextOf = async (referral: string) => {
    const [job] = await subgraph.sql<{ day: string }>(
      `select civil_day(run_at + (payload->>'clockOffset')::bigint * interval '1 millisecond')::text as day
       from graphile_worker._private_jobs where key = $1`,
      [`referral ${referral}`],
    );
    return job?.day ?? null;
  };
  /** Has the waiting task run as if it were that day. */
  const run = async (referral: string, day: string) => {
    const offset = Date.parse(at(day)) - Date.now();
    await subgraph.sql(
      `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
       where key = $1`,
      [`referral ${referral}`, offset],
    );
    await subgraph.sql(`select graphile_worker.add_job('remind_referral', $1::json)`, [
      JSON.stringify({ payload: { referralId: referral }, clockOffset: offset }),
    ]);
    await eventually(async () => {
      const [{ waiting } = { waiting: 1 }] = await subgraph.sql<{ waiting: number }>(
        'select count(*)::int as waiting from graphile_worker._private_jobs where run_at <= now()',
      );
      return waiting === 0;
    });
  };

  test('on the day after the last one, and every two working days until the party takes note; one a day', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    // Thursday 17 October and three working days: Tuesday the 22nd.
    const referral = await refer(built, '10-17');
    expect(await read(built, '10-22')).toEqual({ overdue: false, remindedAt: [] });
    // A deadline does not depend on a task having run.
    expect(await read(built, '10-23')).toEqual({ overdue: true, remindedAt: [] });
    expect(await nextOf(referral)).toBe('2013-10-23');
    await run(referral, '10-23');
    expect(await read(built, '10-23')).toEqual({ overdue: true, remindedAt: ['2013-10-23'] });
    expect(await nextOf(referral)).toBe('2013-10-25');
    await run(referral, '10-25');
    expect((await read(built, '10-25')).remindedAt).toEqual(['2013-10-23', '2013-10-25']);
    // The next one waits over the weekend.
    expect(await nextOf(referral)).toBe('2013-10-29');
    await caller(subgraph)(
      'acknowledgeReferral',
      'referral { id }',
      { referralId: referral, expectedVersion: 1 },
      court,
      at('10-28'),
    );
    await run(referral, '10-29');
    expect(await read(built, '10-29')).toEqual({ overdue: false, remindedAt: ['2013-10-23', '2013-10-25'] });
    expect(await nextOf(referral)).toBeNull();
  });

  test('none before the last day is over, and none for a case that was taken back', async () => {
    const built = await buildCase(subgraph, 'ACCEPTED');
    const referral = await refer(built, '10-17');
    await run(referral, '10-22');
    expect((await read(built, '10-22')).remindedAt).toEqual([]);
    await act(subgraph, built.applicant, 'withdrawCase', { caseId: built.id, expectedVersion: 2 }, at('10-22'));
    await run(referral, '10-23');
    expect((await read(built, '10-23')).remindedAt).toEqual([]);
  });
});
