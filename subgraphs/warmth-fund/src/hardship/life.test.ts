import { newId } from '@union-graph/subgraph';
import { eventsAbout, listed, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, caseworker } from '../../test/books.ts';
import {
  act,
  active,
  done,
  householdInput,
  listVisitors,
  officer,
  onNotice,
  opened,
  stepOf,
  visitors,
} from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

const beijing = (day: string) => `${day}T10:00:00+08:00`;

describe('the life of a hardship file (S-34)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
  });
  afterAll(() => subgraph.stop());
  const code = (...call: [Parameters<typeof act>[1], string, object, string?]) =>
    subgraph.code(act(subgraph, call[0], call[1], call[2], call[3]));

  test('J-06: opened, visited, proven, on notice, approved, ended; and the events of it', async () => {
    const file = await opened(subgraph);
    expect(file).toMatchObject({
      fileNo: expect.stringMatching(/^KN2013-\d{6}$/),
      status: 'SUBMITTED',
      category: 'SUBSISTENCE',
      perCapitaMonthlyFen: '43000',
      lineFen: '58000',
      openedBy: { id: officer.personId },
      household: {
        address: '化工路1号院',
        district: { code: '110105' },
        members: [
          { relation: 'SELF', nameZh: null, monthlyIncomeFen: '129000' },
          { relation: 'SPOUSE', nameZh: '测试配偶', member: null },
          { relation: 'CHILD', studentAt: '某小学' },
        ],
      },
    });
    const shown = await onNotice(subgraph);
    expect(shown).toMatchObject({
      status: 'PUBLIC_NOTICE',
      notice: { from: '2013-09-02', to: '2013-09-09', maskedName: '测**' },
    });
    const approved = await done(subgraph, approver, 'approveFile', stepOf(shown), beijing('2013-09-10'));
    expect(approved).toMatchObject({ status: 'ACTIVE', reviewDueAt: '2014-09-10' });
    const ended = await done(
      subgraph,
      caseworker,
      'exitFile',
      { ...stepOf(approved), reason: 'LEFT_BEIJING' },
      beijing('2013-10-08'),
    );
    expect(ended).toMatchObject({ status: 'EXITED', exitReason: 'LEFT_BEIJING', reviewDueAt: null });
    const told = await eventsAbout(subgraph.sql, approved.id);
    const head = { memberId: approved.head.id, scopePath: '/city/110105/u/' };
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ['warmth-fund.applicant.listed', { ...head, listed: true }],
      ['warmth-fund.file.activated', { headId: approved.head.id, scopePath: '/city/110105/u/' }],
      ['warmth-fund.file.exited', { headId: approved.head.id, scopePath: '/city/110105/u/' }],
      ['warmth-fund.applicant.listed', { ...head, listed: false }],
    ]);
    expect(
      (await subgraph.sql('select 1 from household_member where held and household_id = $1', [approved.household.id])).length,
    ).toBe(0);
  });

  test('visits and proofs: by two, of everybody, before the notice', async () => {
    const file = await opened(subgraph);
    await listVisitors(subgraph);
    const visit = { ...stepOf(file), visitorIds: visitors, visitedAt: '2013-09-02', findings: '属实' };
    expect(await code(officer, 'recordHomeVisit', { ...visit, visitorIds: [visitors[0]] })).toBe('VALIDATION_FAILED');
    expect(await code(officer, 'recordHomeVisit', { ...visit, visitorIds: [visitors[0], file.head.id] })).toBe(
      'CONFLICT_OF_INTEREST',
    );
    const elsewhere = await listed(subgraph.sql, 'STAFF', { scopePath: '/city/110101/u/' });
    for (const stranger of [newId(), elsewhere])
      expect(await code(officer, 'recordHomeVisit', { ...visit, visitorIds: [visitors[0], stranger] })).toBe('NOT_FOUND');
    const left = await listed(subgraph.sql, 'STAFF', { hasEnded: true });
    expect(await code(officer, 'recordHomeVisit', { ...visit, visitorIds: [visitors[0], left] })).toBe('VALIDATION_FAILED');
    const later = await listed(subgraph.sql, 'STAFF', { beginsOn: '2013-09-03' });
    const early = await act(subgraph, officer, 'recordHomeVisit', { ...visit, visitorIds: [visitors[0], later] });
    // The officer does not read who works for the whole city, nor learns since when they do.
    expect(early.errors?.[0]).toMatchObject({
      message: 'Somebody who is named did not work there yet; got 2013-09-02.',
      extensions: { code: 'VALIDATION_FAILED', field: 'visitedAt' },
    });
    expect(await code(officer, 'recordHomeVisit', { ...visit, visitedAt: '2013-09-03' })).toBe('BAD_USER_INPUT');
    expect(await code(officer, 'recordHomeVisit', { ...visit, expectedVersion: 7 })).toBe('VERSION_CONFLICT');
    expect(await code(caseworker, 'publishNotice', { ...stepOf(file), maskedName: '测**' })).toBe('INVALID_TRANSITION');
    const visited = await done(subgraph, officer, 'recordHomeVisit', visit);
    expect(visited.status).toBe('SUBMITTED');
    const proof = (id: string, monthlyIncomeFen = '0') => ({ householdMemberId: id, monthlyIncomeFen, document: '证明' });
    const [one, two, three] = file.household.members.map(({ id }: { id: string }) => id);
    const prove = (incomes: object[]) => code(officer, 'submitIncomeEvidence', { ...stepOf(visited), incomes });
    expect(await prove([proof(one), proof(two)])).toBe('VALIDATION_FAILED');
    expect(await prove([proof(one), proof(two), proof(newId())])).toBe('VALIDATION_FAILED');
    expect(await prove([proof(one, '174003'), proof(two), proof(three)])).toBe('NOT_ELIGIBLE');
    expect(await prove([proof(one, '150000'), proof(two), proof(three)])).toBeNull();
    const { data } = await subgraph.ask(
      caseworker,
      'query ($id: ID!) { hardshipFile(id: $id) { status perCapitaMonthlyFen visits { visitors { id } findings } } }',
      { id: file.id },
    );
    expect(data.hardshipFile).toEqual({
      status: 'VERIFYING',
      perCapitaMonthlyFen: '50000',
      visits: [{ visitors: visitors.map((id) => ({ id })), findings: '属实' }],
    });
  });

  test('the review falls due by itself, goes by new proofs, and a recovery of wages brings it forward, no claw-back', async () => {
    const file = await active(subgraph);
    const statusAt = async (day: string) =>
      (await subgraph.ask(caseworker, 'query ($id: ID!) { hardshipFile(id: $id) { status } }', { id: file.id }, beijing(day)))
        .data.hardshipFile.status;
    expect([await statusAt('2014-09-09'), await statusAt('2014-09-10')]).toEqual(['ACTIVE', 'REVIEW_DUE']);
    expect(await code(caseworker, 'reviewFile', stepOf(file), beijing('2014-09-09'))).toBe('INVALID_TRANSITION');
    expect(await code(caseworker, 'reviewFile', stepOf(file), beijing('2014-09-10'))).toBe('VALIDATION_FAILED');
    await subgraph.send({
      type: 'mediation.recovery.recorded',
      subject: newId(),
      data: {
        status: 'PERFORMED',
        scopePath: '/city/110105/',
        applicantIds: [file.head.id],
        paidFen: '864000',
        recoveredFen: '864000',
      },
      time: '2013-10-18T02:00:00Z',
    });
    const [row] = await subgraph.sql<{ version: number; due: string }>(
      'select version, review_due_on::text as due from hardship_file where id = $1',
      [file.id],
    );
    expect(row?.version).toBe(file.version + 1);
    const due = row?.due as string;
    const proven = await done(
      subgraph,
      officer,
      'submitIncomeEvidence',
      {
        fileId: file.id,
        expectedVersion: file.version + 1,
        incomes: file.household.members.map(({ id }: { id: string }) => ({
          householdMemberId: id,
          monthlyIncomeFen: '50000',
          document: '工资条',
        })),
      },
      beijing(due),
    );
    expect(proven).toMatchObject({ status: 'REVIEW_DUE', perCapitaMonthlyFen: '50000' });
    expect(await done(subgraph, caseworker, 'reviewFile', stepOf(proven), beijing(due))).toMatchObject({ status: 'ACTIVE' });
  });

  test('a draft of 12351 becomes the file, under its number', async () => {
    const input = householdInput();
    await subgraph.send({
      type: 'organisation.request.dispatched',
      subject: newId(),
      data: {
        target: 'WARMTH_FUND',
        category: 'RIGHTS',
        channel: 'PHONE',
        memberId: input.headId,
        districtCode: '110105',
        scopePath: '/city/110105/u/',
        dueAt: '2013-10-30T16:00:00Z',
      },
    });
    const [draft] = await subgraph.sql<{ id: string }>('select id from hardship_file where head_member_id = $1', [input.headId]);
    expect(await opened(subgraph, input)).toMatchObject({
      id: draft?.id,
      status: 'SUBMITTED',
      household: { members: [{}, {}, {}] },
    });
  });

  test.each([
    ['the head', (file: { head: { id: string } }) => member(file.head.id), true],
    ['the officer of the union', () => officer, true],
    ['the privacy officer', () => staff(newId(), 'PRIVACY_OFFICER'), false],
    ['another member', () => member(newId()), false],
    ['an officer elsewhere', () => staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'), false],
    ['a cashier', () => staff(newId(), 'FUND_CASHIER'), false],
  ])('%s reads the file by id, by the member, by the household', async (_, viewerOf, sees) => {
    const file = await opened(subgraph);
    const viewer = viewerOf(file);
    const one = 'query ($id: ID!) { hardshipFile(id: $id) { id } }';
    expect(await subgraph.code(subgraph.ask(viewer, one, { id: file.id }))).toBe(sees ? null : 'NOT_FOUND');
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Member { hardshipFile { id } } ... on Household { members { relation } } } }`;
    const { data } = await subgraph.ask(viewer, entities, {
      of: [
        { __typename: 'Member', id: file.head.id },
        { __typename: 'Household', id: file.household.id },
      ],
    });
    expect(data._entities).toEqual(
      sees
        ? [{ hardshipFile: { id: file.id } }, { members: [{ relation: 'SELF' }, { relation: 'SPOUSE' }, { relation: 'CHILD' }] }]
        : [{ hardshipFile: null }, null],
    );
    const mine = (await subgraph.ask(viewer, '{ myHardshipFile { id } }')).data.myHardshipFile;
    expect(mine).toEqual(viewer.personId === file.head.id ? { id: file.id } : null);
  });

  test('lines of income are dated, and what is on notice is public until its last day', async () => {
    const { data } = await subgraph.ask(
      member(newId()),
      '{ subsistenceLine(on: "2013-09-02") { scope monthlyFen lowIncomeMonthlyFen } }',
    );
    expect(data.subsistenceLine).toEqual({ scope: '北京市', monthlyFen: '58000', lowIncomeMonthlyFen: '74000' });
    const { notice } = await onNotice(subgraph);
    const shows = async (day: string) =>
      (
        await subgraph.ask(
          member(newId()),
          '{ publicNotices(first: 100) { nodes { id maskedName objections { reason } } } }',
          {},
          beijing(day),
        )
      ).data.publicNotices.nodes.some(({ id }: { id: string }) => id === notice.id);
    expect([await shows('2013-09-09'), await shows('2013-09-10')]).toEqual([true, false]);
  });
});
