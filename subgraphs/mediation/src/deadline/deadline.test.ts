import { newId } from '@union-graph/subgraph';
import { eventually, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, day, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const DUE =
  'query ($before: Date!) { caseDeadlines(before: $before) { totalCount nodes { kind dueOn overdue case { id status } } } }';

describe('deadlines and what time decides', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('what is due in my cases, the overdue first', async () => {
    const built = await buildCase(subgraph, 'RECEIVED', { received_at: '2013-10-11T10:00:00+08:00' });
    const paying = await buildCase(subgraph, 'EFFECTIVE', { applicant_ids: [built.applicant.personId] });
    const { data } = await subgraph.ask(built.applicant, DUE, { before: '2013-10-31' });
    expect(data.caseDeadlines.nodes).toEqual([
      { kind: 'ACCEPTANCE', dueOn: '2013-10-15', overdue: true, case: { id: built.id, status: 'RECEIVED' } },
      { kind: 'MEDIATION', dueOn: '2013-10-28', overdue: false, case: { id: built.id, status: 'RECEIVED' } },
      { kind: 'PAYMENT', dueOn: day(10), overdue: false, case: { id: paying.id, status: 'EFFECTIVE' } },
    ]);
    expect((await subgraph.ask(built.applicant, DUE, { before: '2013-10-15' })).data.caseDeadlines.totalCount).toBe(1);
    expect(
      (await subgraph.ask(staff(newId(), 'MEDIATOR', '/city/110101/'), DUE, { before: '2013-10-31' })).data.caseDeadlines
        .totalCount,
    ).toBe(0);
    expect(
      (await subgraph.ask(staff(newId(), 'MEDIATOR', PATH), DUE, { before: '2013-10-31' })).data.caseDeadlines.totalCount,
    ).toBe(3);
  });

  test('lists filter by the state that time has decided', async () => {
    const late = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-03T10:00:00+08:00' });
    const list = async (status: string) => {
      const { data } = await subgraph.ask(
        late.centre,
        'query ($s: CaseStatus) { mediationCases(status: $s) { nodes { id status } } }',
        { s: status },
      );
      return data.mediationCases.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await list('FAILED')).toEqual([late.id]);
    expect(await list('IN_MEDIATION')).not.toContain(late.id);
    expect(await subgraph.code(subgraph.ask(late.centre, '{ mediationCases(orgId: "x") { totalCount } }'))).toBe(
      'BAD_USER_INPUT',
    );
    expect(await subgraph.code(subgraph.ask(late.applicant, '{ mediationCases { totalCount } }'))).toBe('FORBIDDEN');
    expect((await subgraph.ask(late.applicant, '{ myCases { nodes { id status closedAt } } }')).data.myCases.nodes).toEqual([
      { id: late.id, status: 'FAILED', closedAt: '2013-10-18T16:00:00.000Z' },
    ]);
    expect((await subgraph.ask(late.applicant, DUE, { before: '2013-10-31' })).data.caseDeadlines.totalCount).toBe(0);
  });

  test('the timer writes the failure down, once', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-14T10:00:00+08:00' });
    await act(subgraph, built.mediator.viewer, 'extendMediation', {
      caseId: built.id,
      expectedVersion: 1,
      days: 1,
      applicantAgrees: true,
      respondentAgrees: true,
    });
    // The job waits for 31 October; it is let run at once, on the clock of that day.
    const offset = Date.parse('2013-10-31T00:00:01+08:00') - Date.now();
    const moved = await subgraph.sql(
      `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
      where key = $1 returning id`,
      [`settle_case:${built.id}`, offset],
    );
    expect(moved).toHaveLength(1);
    const status = async () =>
      (
        await subgraph.sql<{ status: string; version: number }>('select status, version from mediation_case where id = $1', [
          built.id,
        ])
      )[0];
    await eventually(async () => (await status())?.status === 'FAILED');
    expect(await status()).toEqual({ status: 'FAILED', version: 3 });
  });
});
