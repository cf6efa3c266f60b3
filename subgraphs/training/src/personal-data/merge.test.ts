import { newId } from '@union-graph/subgraph';
import { key, listed, member, type Row, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { competitionIn } from '../../test/competitions.ts';
import { jobReady } from '../../test/domestic.ts';
import { buildVacancy } from '../../test/jobs.ts';
import { studioIn } from '../../test/studios.ts';
import { training } from '../subgraph.ts';

const APPLY = 'mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) { application { id } } }';
const ENROL = 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id } } }';

describe('records of one person that are merged (C-16)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const ownerOf = async (table: string, id: unknown) =>
    (await subgraph.sql<{ member_id: string }>(`select member_id from ${table} where id = $1`, [id]))[0]?.member_id;

  test('certificates with the subsidies applied for and places follow and go back; a second place in one session stays', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const certificate = await build.certificate({ member_id: double });
    const employerId = await listed(subgraph.sql, 'ENTERPRISE');
    await build.insert('employment', { member_id: double, employer_id: employerId, seen_version: 1 });
    const input = {
      idempotencyKey: key(),
      certNo: certificate.cert_no,
      employerId,
      employedFrom: '2010-03-01',
    };
    const { data } = await subgraph.ask(member(double, UNION), APPLY, { input });
    const [both, one] = [await build.session({ capacity: 5 }), await build.session({ capacity: 5 })];
    const enrol = async (id: string, session: { id?: unknown }) =>
      (await subgraph.ask(member(id, UNION), ENROL, { input: { idempotencyKey: key(), sessionId: session.id } })).data.enrol
        .enrolment.id;
    await enrol(survivor, both);
    const [second, other] = [await enrol(double, both), await enrol(double, one)];
    const owners = async () => [
      await ownerOf('certificate', certificate.id),
      await ownerOf('subsidy_application', data.applyForSubsidy.application.id),
      await ownerOf('enrolment', other),
      await ownerOf('enrolment', second),
    ];
    expect(await hear('merged', ids)).toBe(204);
    expect(await owners()).toEqual([survivor, survivor, survivor, double]);
    // Who signs in by the merged record is the survivor, with all of it.
    expect(
      await subgraph.code(subgraph.ask(member(double, UNION), ENROL, { input: { idempotencyKey: key(), sessionId: one.id } })),
    ).toBe('DUPLICATE');
    await hear('merged', ids);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await owners()).toEqual([double, double, double, double]);
  });

  test('a second place in one session is the survivor’s to see and to give up; whoever waits gets it', async () => {
    const [survivor, double, waiting] = [newId(), newId(), newId()];
    const session = await build.session({ capacity: 2 });
    const enrol = async (id: string) =>
      (await subgraph.ask(member(id, UNION), ENROL, { input: { idempotencyKey: key(), sessionId: session.id } })).data.enrol
        .enrolment.id;
    const [first, second, third] = [await enrol(survivor), await enrol(double), await enrol(waiting)];
    expect(await hear('merged', { mergeId: newId(), survivorId: survivor, duplicateId: double } as never)).toBe(204);
    const mine = '{ myEnrolments { nodes { id status version } } }';
    const { nodes } = (await subgraph.ask(member(survivor, UNION), mine)).data.myEnrolments;
    expect(nodes.map(({ id }: { id: string }) => id).toSorted()).toEqual([first, second].toSorted());
    const { version } = nodes.find(({ id }: { id: string }) => id === second);
    const give = 'mutation ($input: CancelEnrolmentInput!) { cancelEnrolment(input: $input) { enrolment { status } } }';
    const input = { enrolmentId: second, expectedVersion: version };
    const cancel = (id: string) => subgraph.ask(member(id, UNION), give, { input: { idempotencyKey: key(), ...input } });
    expect(await subgraph.code(cancel(waiting))).toBe('NOT_FOUND');
    expect((await cancel(survivor)).data.cancelEnrolment.enrolment.status).toBe('CANCELLED');
    const [offered] = await subgraph.sql<{ status: string }>('select status from enrolment where id = $1', [third]);
    expect(offered?.status).toBe('OFFERED');
  });

  const CALLS = {
    withdrawFromStudies: ['WithdrawFromStudiesInput', 'application { status }'],
    withdrawEntry: ['WithdrawEntryInput', 'entry { status }'],
  } as const;
  const send = (verb: keyof typeof CALLS, person: string, input: object) =>
    subgraph.ask(
      member(person, UNION),
      `mutation ($input: ${CALLS[verb][0]}!) { ${verb}(input: $input) { ${CALLS[verb][1]} } }`,
      { input: { idempotencyKey: key(), expectedVersion: 1, ...input } },
    );
  const merged = async () => {
    const [survivor, double] = [newId(), newId()];
    return { survivor, double, ids: { mergeId: newId(), survivorId: survivor, duplicateId: double } };
  };

  test('a second nomination is the survivor’s to see and to withdraw, and stays withdrawn when the merge is taken back', async () => {
    const { survivor, double, ids } = await merged();
    const { id: programmeId } = await build.programme();
    const nominated = (person: string) =>
      insertId('degree_application', { ...NOMINATION, member_id: person, programme_id: programmeId });
    const [own, second] = [await nominated(survivor), await nominated(double)];
    const input = { applicationId: second, reason: '重复推荐' };
    expect(await subgraph.code(send('withdrawFromStudies', survivor, input))).toBe('NOT_FOUND');
    await hear('merged', ids);
    const mine = await subgraph.ask(member(survivor, UNION), '{ degreeApplications { nodes { id } } }');
    expect(mine.data.degreeApplications.nodes.map(({ id }: { id: string }) => id).toSorted()).toEqual([own, second].toSorted());
    expect(await subgraph.code(send('withdrawFromStudies', newId(), input))).toBe('NOT_FOUND');
    expect((await send('withdrawFromStudies', survivor, input)).data.withdrawFromStudies.application.status).toBe('WITHDRAWN');
    await hear('unmerged', ids);
    expect(await ownerOf('degree_application', second)).toBe(double);
    expect(await subgraph.code(send('withdrawFromStudies', survivor, { ...input, expectedVersion: 2 }))).toBe('NOT_FOUND');
    // Neither record has lost the year.
    await nominated(double);
  });

  test('a second entry in one event is the survivor’s to see and to take back', async () => {
    const { survivor, double, ids } = await merged();
    const { eventId } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const entered = (person: string) => insertId('competition_entry', { ...ENTRY, member_id: person, event_id: eventId });
    const [, second] = [await entered(survivor), await entered(double)];
    expect(await subgraph.code(send('withdrawEntry', survivor, { entryId: second }))).toBe('NOT_FOUND');
    await hear('merged', ids);
    expect(await subgraph.code(send('withdrawEntry', newId(), { entryId: second }))).toBe('NOT_FOUND');
    expect((await send('withdrawEntry', survivor, { entryId: second })).data.withdrawEntry.entry.status).toBe('WITHDRAWN');
  });

  /** What a person can have once only, by the table and a row of a person. */
  const ONCE: readonly (readonly [
    what: string,
    table: string,
    column: string,
    make: (
      person: string,
      shared: { readonly session: unknown; readonly programme: unknown; readonly event: string },
    ) => Promise<unknown>,
  ])[] = [
    [
      'two places in one session',
      'enrolment',
      'member_id',
      (person, { session }) => insertId('enrolment', { ...PLACE, member_id: person, session_id: session, arrival: ++arrivals }),
    ],
    [
      'two nominations for the degree plan',
      'degree_application',
      'member_id',
      (person, { programme }) => insertId('degree_application', { ...NOMINATION, member_id: person, programme_id: programme }),
    ],
    [
      'two entries in one event',
      'competition_entry',
      'member_id',
      (person, { event }) => insertId('competition_entry', { ...ENTRY, member_id: person, event_id: event }),
    ],
    [
      'two job-ready certificates',
      'job_ready_certificate',
      'member_id',
      async (person) => (await jobReady(subgraph, 0, { member_id: person })).id,
    ],
    [
      'two studios',
      'innovation_studio',
      'leader_member_id',
      async (person) => (await studioIn(subgraph.sql, 'NOMINATED', { leader_member_id: person })).studioId,
    ],
    ['two referrals to one vacancy', 'job_referral', 'member_id', (person, { event }) => referral(person, event)],
  ];
  let arrivals = 0;
  const insertId = async (table: string, row: Row) => (await build.insert(table, { id: newId(), ...row })).id;
  const PLACE = { status: 'CONFIRMED', enrolled_at: '2013-10-01T02:00:00Z', scope_path: UNION };
  const NOMINATION = {
    exam_year: 2014,
    union_id: newId(),
    nominated_by: newId(),
    nominated_on: '2013-10-14',
    employer_id: newId(),
    agricultural_hukou: true,
    education: 'HIGH_SCHOOL',
    contract_from: '2012-01-01',
    status: 'NOMINATED',
    scope_path: UNION,
  };
  const ENTRY = { status: 'REGISTERED', entered_at: '2013-10-01T02:00:00Z', scope_path: UNION };
  const vacancies = new Map<string, string>();
  const referral = async (person: string, key: string) => {
    const vacancyId = vacancies.get(key) ?? (await buildVacancy(subgraph.sql));
    vacancies.set(key, vacancyId);
    return insertId('job_referral', {
      member_id: person,
      vacancy_id: vacancyId,
      district_code: '110106',
      scope_path: UNION,
      status: 'REFERRED',
      referred_by: newId(),
      referred_at: '2013-10-15T02:00:00Z',
      received_at: '2013-10-15T02:00:00Z',
    });
  };

  test('what belongs to a row that stays behind stays with it: the sponsorship of a second application, the rank of a second entry', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const { id: programme } = await build.programme();
    const student = (person: string) =>
      insertId('degree_application', {
        ...NOMINATION,
        member_id: person,
        programme_id: programme,
        exam_year: 2013,
        status: 'ADMITTED',
        checked_by: newId(),
        checked_at: '2013-06-25T02:00:00Z',
        rule_code: 'DEGREE-2011',
        exam_no: newId().slice(-12),
        exam_score: 150,
        score_line: 140,
        admitted_by: newId(),
        admitted_at: '2013-10-01T02:00:00Z',
      });
    const sponsored = async (person: string) =>
      insertId('sponsorship', {
        member_id: person,
        application_id: await student(person),
        total_fen: '600000',
        share_bp: 10_000,
        status: 'PROPOSED',
        scope_path: UNION,
      });
    const sponsorships = [await sponsored(survivor), await sponsored(double)];
    const { finalists } = await competitionIn(subgraph.sql, 'RESULTS');
    for (const [at, person] of [survivor, double].entries()) {
      const { entryId } = finalists[at] as (typeof finalists)[number];
      await subgraph.sql('update competition_entry set member_id = $1 where id = $2', [person, entryId]);
    }
    await subgraph.sql('delete from competition_award where id = $1', [finalists[0].awardId]).catch(() => undefined);
    await subgraph.sql('update competition_award set member_id = $1 where id = $2', [double, finalists[1].awardId]);
    expect(await hear('merged', ids)).toBe(204);
    const owners = async (table: string, rowIds: readonly unknown[]) => Promise.all(rowIds.map((id) => ownerOf(table, id)));
    expect(await owners('sponsorship', sponsorships)).toEqual([survivor, double]);
    expect(await ownerOf('competition_award', finalists[1].awardId)).toBe(double);
  });

  test.each(ONCE)(
    '%s of one person: the one of the merged record stays with it until it is over, and none is lost',
    async (...given) => {
      const [, table, column, make] = given;
      const [survivor, double] = [newId(), newId()];
      const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
      const { competitionId: _, eventId: event } = await competitionIn(subgraph.sql, 'REGISTRATION');
      const shared = { session: (await build.session({ capacity: 9 })).id, programme: (await build.programme()).id, event };
      const [kept, second] = [await make(survivor, shared), await make(double, shared)];
      const other = await make(double, {
        session: (await build.session({ capacity: 9 })).id,
        programme: shared.programme,
        event: (await competitionIn(subgraph.sql, 'REGISTRATION')).eventId,
      }).catch(() => null);
      const owner = async (id: unknown) =>
        (await subgraph.sql<{ person: string }>(`select ${column} as person from ${table} where id = $1`, [id]))[0]?.person;
      expect(await hear('merged', ids)).toBe(204);
      expect([await owner(kept), await owner(second)]).toEqual([survivor, double]);
      // What collides with nothing follows.
      if (other !== null) expect(await owner(other)).toBe(survivor);
      expect(await hear('unmerged', ids)).toBe(204);
      expect([await owner(kept), await owner(second)]).toEqual([survivor, double]);
    },
  );
});
