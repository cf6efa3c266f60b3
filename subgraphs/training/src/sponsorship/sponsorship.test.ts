import { newId } from '@union-graph/subgraph';
import { eventsAbout, expectOneOfTwenty, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Applied, CITY, DISTRICT, degreeActs, SCHOOL } from '../../test/degree.ts';
import { training } from '../subgraph.ts';

describe('sponsorships (S-62, SKL-INV-8)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof degreeActs>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    acts = degreeActs(subgraph);
  });
  afterAll(() => subgraph.stop());

  /** A student with three parts of 2,000 yuan, the first of which is due. */
  const student = async () => {
    const at = await acts.reach('STUDYING');
    const { sponsorship } = (await acts.approve(at)).data.approveSponsorship;
    return { at, sponsorship };
  };
  const codeOf = (sent: ReturnType<TestSubgraph['ask']>) => subgraph.code(sent);
  const statesOf = async (id: string) =>
    (
      await subgraph.sql<{ status: string }>(
        'select status from sponsorship_instalment where sponsorship_id = $1 order by position',
        [id],
      )
    ).map(({ status }) => status);
  const withdrawnOf = async (id: string) =>
    (
      await subgraph.sql<{ id: string }>(
        `select event->'data'->>'instalmentId' as id from event_delivery
         where event->>'type' = 'training.sponsorship.instalmentWithdrawn' and event->>'subject' = $1`,
        [id],
      )
    ).map((told) => told.id);
  const tell = (outcome: string, disbursement: string, version: number, instalment: string, given: object = {}) =>
    subgraph.send({
      type: `warmth-fund.disbursement.${outcome}`,
      subject: disbursement,
      aggregateversion: version,
      data: {
        source: { subgraph: 'training', typeName: 'SponsorshipInstalment', id: instalment },
        amountFen: '200000',
        paidAt: outcome === 'paid' ? '2013-10-20T01:00:00.000Z' : null,
        ...(outcome === 'failed' || outcome === 'returned' ? { reason: 'account closed' } : {}),
        ...given,
      },
    });

  test('600,000 fen in three yearly parts; the first is paid through the fund', async () => {
    const { at, sponsorship } = await student();
    expect(sponsorship).toMatchObject({ status: 'ACTIVE', totalFen: '600000', shareBp: 10000, approvedAt: '2013-10-19' });
    expect(
      sponsorship.instalments.map(({ dueAt, amountFen, status }: Record<string, string>) => [dueAt, amountFen, status]),
    ).toEqual([
      ['2013-10-19', '200000', 'PLANNED'],
      ['2014-10-19', '200000', 'PLANNED'],
      ['2015-10-19', '200000', 'PLANNED'],
    ]);
    const [first, second] = sponsorship.instalments;
    expect(await codeOf(acts.release(second))).toBe('VALIDATION_FAILED');
    const { data } = await acts.release(first);
    expect(data.releaseInstalment.instalment).toMatchObject({ status: 'PAYMENT_REQUESTED', version: 2 });
    const [member] = await subgraph.sql<{ id: string }>('select member_id as id from degree_application where id = $1', [at.id]);
    expect(await eventsAbout(subgraph.sql, sponsorship.id)).toMatchObject([
      {
        type: 'training.sponsorship.instalmentDue',
        data: { instalmentId: first.id, memberId: member?.id, amountFen: '200000' },
      },
    ]);
    expect(await codeOf(acts.release({ ...first, version: 2 }))).toBe('INVALID_TRANSITION');
    expect(await codeOf(acts.release(second, CITY, '2014-10-19T02:00:00Z'))).toBeNull();
  });

  test('paid, came back, was given up, and paid anew: as the fund tells, in any order', async () => {
    const { sponsorship } = await student();
    const [{ id }] = sponsorship.instalments;
    await acts.release(sponsorship.instalments[0]);
    const [one, other] = [newId(), newId()];
    const state = async () => (await statesOf(sponsorship.id))[0];
    await tell('failed', one, 4, id);
    expect(await state()).toBe('PAYMENT_FAILED');
    await tell('paid', one, 3, id);
    expect(await state()).toBe('PAYMENT_FAILED');
    await tell('paid', one, 6, id);
    expect(await state()).toBe('PAID');
    await tell('returned', one, 7, id);
    expect(await state()).toBe('RETURNED');
    await tell('failed', other, 3, id);
    await tell('voided', other, 4, id);
    expect(await state()).toBe('PAYMENT_VOIDED');
    const third = newId();
    await tell('paid', third, 3, id);
    await tell('voided', other, 5, id);
    await tell('paid', third, 3, id);
    expect(await state()).toBe('PAID');
    for (const source of [
      { subgraph: 'mediation', typeName: 'SponsorshipInstalment', id },
      { subgraph: 'training', typeName: 'SubsidyApplication', id },
      { subgraph: 'training', typeName: 'SponsorshipInstalment', id: newId() },
    ])
      await tell('returned', third, 9, id, { source });
    expect(await state()).toBe('PAID');
  });

  test('an instalment that is paid in two parts is paid with the second', async () => {
    const { sponsorship } = await student();
    const [first] = sponsorship.instalments;
    await acts.release(first);
    const state = async () => (await statesOf(sponsorship.id))[0];
    const [one, other] = [newId(), newId()];
    await tell('paid', one, 3, first.id, { amountFen: '150000' });
    expect(await state()).toBe('PAYMENT_REQUESTED');
    await tell('paid', other, 3, first.id, { amountFen: '50000' });
    expect(await state()).toBe('PAID');
    await tell('returned', one, 4, first.id, { amountFen: '150000' });
    expect(await state()).toBe('RETURNED');
  });

  test('approved before the studies, it becomes active with them; parts are paid only then', async () => {
    const at = await acts.reach('ADMITTED');
    const { sponsorship } = (await acts.approve(at, { shareBp: 6_667, firstDueOn: '2013-10-19' })).data.approveSponsorship;
    expect(sponsorship).toMatchObject({ status: 'APPROVED', totalFen: '400020' });
    expect(sponsorship.instalments.map(({ amountFen }: Record<string, string>) => amountFen)).toEqual([
      '133340',
      '133340',
      '133340',
    ]);
    expect(await codeOf(acts.release(sponsorship.instalments[0]))).toBe('INVALID_TRANSITION');
    const enrolled = (await acts.step('enrolStudent', at)).data.enrolStudent.application;
    const studying: Applied = (await acts.step('startStudies', enrolled)).data.startStudies.application;
    expect(studying.sponsorship).toMatchObject({ status: 'ACTIVE' });
    expect(await codeOf(acts.release(sponsorship.instalments[0]))).toBeNull();
  });

  test('parts are released in their order', async () => {
    const { sponsorship } = await student();
    const [first, second, third] = sponsorship.instalments;
    const later = '2015-10-19T02:00:00Z';
    expect(await codeOf(acts.release(third, CITY, later))).toBe('INVALID_TRANSITION');
    for (const part of [first, second, third]) expect(await codeOf(acts.release(part, CITY, later))).toBeNull();
  });

  test('who gives up is paid no more', async () => {
    const { at, sponsorship } = await student();
    await acts.release(sponsorship.instalments[0]);
    const ended = await acts.act(
      'withdrawFromStudies',
      { applicationId: at.id, expectedVersion: at.version, reason: '返乡' },
      SCHOOL,
    );
    expect(ended.data.withdrawFromStudies.application).toMatchObject({
      status: 'WITHDRAWN',
      endedBecause: '返乡',
      sponsorship: { status: 'STOPPED' },
    });
    expect(await statesOf(sponsorship.id)).toEqual(['WITHDRAWN', 'CANCELLED', 'CANCELLED']);
    const [first] = sponsorship.instalments;
    expect(await withdrawnOf(sponsorship.id)).toEqual([first.id]);
    await tell('voided', newId(), 4, first.id);
    expect(await statesOf(sponsorship.id)).toMatchObject(['WITHDRAWN', 'CANCELLED', 'CANCELLED']);
    await tell('paid', newId(), 4, first.id);
    expect(await statesOf(sponsorship.id)).toMatchObject(['PAID', 'CANCELLED', 'CANCELLED']);
    expect(await codeOf(acts.release(sponsorship.instalments[1], CITY, '2015-01-01T00:00:00Z'))).not.toBeNull();
  });

  test('of a student who gives up, a part that was paid stays paid, and one that came back is not paid anew', async () => {
    const { at, sponsorship } = await student();
    const [first] = sponsorship.instalments;
    await acts.release(first);
    const payout = newId();
    await tell('paid', payout, 5, first.id);
    await tell('returned', payout, 6, first.id);
    await acts.act('withdrawFromStudies', { applicationId: at.id, expectedVersion: at.version, reason: '返乡' }, SCHOOL);
    expect(await statesOf(sponsorship.id)).toEqual(['WITHDRAWN', 'CANCELLED', 'CANCELLED']);
    const other = await student();
    await acts.release(other.sponsorship.instalments[0]);
    await tell('paid', newId(), 5, other.sponsorship.instalments[0].id);
    await acts.act(
      'withdrawFromStudies',
      { applicationId: other.at.id, expectedVersion: other.at.version, reason: '返乡' },
      SCHOOL,
    );
    expect(await statesOf(other.sponsorship.id)).toEqual(['PAID', 'CANCELLED', 'CANCELLED']);
    expect(await withdrawnOf(other.sponsorship.id)).toEqual([]);
  });

  test.each([
    ['BAD_USER_INPUT', { shareBp: 10_001 }],
    ['BAD_USER_INPUT', { shareBp: -1 }],
    ['VALIDATION_FAILED', { firstDueOn: '2013-10-18' }],
    ['VALIDATION_FAILED', { firstDueOn: '2014-10-20' }],
    ['VERSION_CONFLICT', { expectedVersion: 2 }],
    ['NOT_FOUND', { sponsorshipId: newId() }],
  ])('%s for %j', async (code, given) => {
    expect(await codeOf(acts.approve(await acts.reach('ADMITTED'), given))).toBe(code);
  });

  test('the city department’s alone; one of twenty at once', async () => {
    const at = await acts.reach('STUDYING');
    for (const [viewer, code] of [
      [DISTRICT, 'FORBIDDEN'],
      [SCHOOL, 'FORBIDDEN'],
      [staff(newId(), 'FUND_CASHIER'), 'NOT_FOUND'],
    ] as const)
      expect(await codeOf(acts.approve(at, {}, viewer))).toBe(code);
    await expectOneOfTwenty(() => acts.approve(at), 'VERSION_CONFLICT');
    const { sponsorship } = await acts.read(at.id);
    await expectOneOfTwenty(() => acts.release(sponsorship?.instalments[0] as never), 'VERSION_CONFLICT');
    expect(await statesOf(sponsorship?.id as string)).toEqual(['PAYMENT_REQUESTED', 'PLANNED', 'PLANNED']);
  });

  test('the database itself lets no sum pass the total, and pays nobody who does not study', async () => {
    const { at, sponsorship } = await student();
    const more = () =>
      subgraph.sql(
        `insert into sponsorship_instalment (id, sponsorship_id, position, due_on, amount_fen, status)
         values ($1, $2, $3, '2016-01-01', 1, 'PLANNED')`,
        [newId(), sponsorship.id, 4 + Math.floor(Math.random() * 1e6)],
      );
    await expect(more()).rejects.toThrow('its instalments make 600001');
    await subgraph.sql('update sponsorship set total_fen = 600003 where id = $1', [sponsorship.id]);
    const added = await Promise.allSettled(Array.from({ length: 20 }, more));
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await subgraph.sql(
      `update degree_application set status = 'DISMISSED', ended_on = '2013-10-19', ended_because = 'x' where id = $1`,
      [at.id],
    );
    await expect(
      subgraph.sql(
        `update sponsorship_instalment set status = 'PAYMENT_REQUESTED', released_by = $2, released_at = now() where id = $1`,
        [sponsorship.instalments[0].id, newId()],
      ),
    ).rejects.toThrow('does not study');
  });
});
