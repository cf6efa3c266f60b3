import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, type Row, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { freshCertNo } from '../../test/builders.ts';
import { appealOf, asMember, CITY, competitionIn, delegateOf } from '../../test/competitions.ts';
import { training } from '../subgraph.ts';

const at = (day: string) => `${day}T10:00:00+08:00`;
const ANNOUNCEMENT = {
  organiserCodes: ['SCIENCE', 'HRSS'],
  events: [
    { occupationCode: '6-05-02-01', certifiable: true },
    { occupationCode: '6-04-01-01', certifiable: false },
  ],
  registrationFrom: '2013-10-21',
  registrationUntil: '2013-10-31',
  preliminaryOn: '2013-11-05',
  finalOn: '2013-11-09',
};

describe('a competition from its announcement to its certificates (S-61, 2.3.2)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const announce = (more: object = {}, viewer: Viewer = CITY) =>
    call(
      'announceCompetition',
      'competition { id version status year organisers { code } events { id version occupation { code } certifiable } }',
      { nameZh: `技能大赛${newId()}`, ...ANNOUNCEMENT, ...more },
      viewer,
    );
  const read = async (id: string, viewer: Viewer = ANONYMOUS) =>
    (
      await subgraph.ask(
        viewer,
        `{ competition(id: "${id}") { id version status appealsUntil events { id version certifiable results { id version rank } } } }`,
      )
    ).data.competition;
  const advance = async (id: string, to: string, day: string) => {
    const { version } = await read(id);
    return call(
      'advanceCompetition',
      'competition { status }',
      { competitionId: id, expectedVersion: version, to },
      CITY,
      at(day),
    );
  };
  const enter = (eventId: string, memberId = newId(), day = '2013-10-22') =>
    call('registerEntry', 'entry { id status }', { eventId }, asMember(memberId), at(day));
  const score = async (competitionId: string, eventId: string, scores: Row[], day: string, viewer: Viewer = CITY) => {
    const { events } = await read(competitionId);
    const { version } = events.find((event: { id: string }) => event.id === eventId);
    return call('recordCompetitionScores', 'event { id }', { eventId, expectedVersion: version, scores }, viewer, at(day));
  };
  const publish = async (id: string, day = '2013-11-09') =>
    call(
      'publishResults',
      'competition { status appealsUntil }',
      { competitionId: id, expectedVersion: (await read(id)).version },
      CITY,
      at(day),
    );

  test('announced, entered, two rounds, published with its ties broken, appealed against, closed, certified', async () => {
    const { competition } = (await announce()).data.announceCompetition;
    expect(competition).toMatchObject({ status: 'ANNOUNCED', year: 2013, organisers: [{ code: 'SCIENCE' }, { code: 'HRSS' }] });
    const [id, fitter] = [competition.id, competition.events.find(({ certifiable }: Row) => certifiable).id];
    expect(await code(enter(fitter))).toBe('INVALID_TRANSITION');
    expect(await code(advance(id, 'REGISTRATION', '2013-10-20'))).toBe('INVALID_TRANSITION');
    expect(await code(advance(id, 'REGISTRATION', '2013-10-21'))).toBeNull();
    const members = [newId(), newId(), newId()];
    const entries: string[] = [];
    for (const memberId of members) entries.push((await enter(fitter, memberId)).data.registerEntry.entry.id);
    const [first, second, third] = entries as [string, string, string];
    expect(await code(enter(fitter, members[0]))).toBe('DUPLICATE');
    expect(await code(enter(fitter, newId(), '2013-11-01'))).toBe('DEADLINE_PASSED');
    expect(await code(advance(id, 'PRELIMINARY', '2013-11-04'))).toBe('INVALID_TRANSITION');
    await advance(id, 'PRELIMINARY', '2013-11-05');
    expect(await code(enter(fitter, newId(), '2013-10-30'))).toBe('DEADLINE_PASSED');
    expect(await code(advance(id, 'FINAL', '2013-11-09'))).toBe('INVALID_TRANSITION');
    const preliminary = [
      { entryId: first, score: 70, advances: true },
      { entryId: second, score: 75, advances: true },
      { entryId: third, score: 20, advances: false },
    ];
    expect(await code(score(id, fitter, preliminary, '2013-11-05'))).toBeNull();
    expect(await code(advance(id, 'FINAL', '2013-11-09'))).toBeNull();
    expect(await code(publish(id))).toBe('VALIDATION_FAILED');
    const final = (tieBreaks: (number | null)[]) => [
      { entryId: first, score: 90, tieBreak: tieBreaks[0] },
      { entryId: second, score: 90, tieBreak: tieBreaks[1] },
    ];
    expect(await code(score(id, fitter, [{ entryId: third, score: 1 }], '2013-11-09'))).toBe('NOT_FOUND');
    await score(id, fitter, final([null, null]), '2013-11-09');
    const tie = await publish(id);
    expect(tie.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'SKL-INV-7', field: 'tieBreak' });
    await score(id, fitter, final([2, 1]), '2013-11-09');
    // 2013-11-16 is a Saturday.
    expect((await publish(id)).data.publishResults.competition).toEqual({ status: 'RESULTS', appealsUntil: '2013-11-18' });
    const before = (await read(id)).events.find((event: Row) => event.id === fitter).results;
    expect(before.map(({ rank }: Row) => rank)).toEqual([1, 2]);

    const appeal = (memberId: string | undefined, day: string) =>
      call(
        'fileAppeal',
        'appeal { id version status }',
        { eventId: fitter, ground: '第二项计时有误' },
        asMember(memberId as string),
        at(day),
      );
    expect(await code(appeal(newId(), '2013-11-18'))).toBe('NOT_FOUND');
    const filed = (await appeal(members[0], '2013-11-18')).data.fileAppeal.appeal;
    expect(await code(appeal(members[0], '2013-11-18'))).toBe('DUPLICATE');
    expect(await code(appeal(members[2], '2013-11-19'))).toBe('DEADLINE_PASSED');
    const hrss = await delegateOf(subgraph.sql, 'HRSS');
    const issue = (awardId: string, version: number, viewer: Viewer = hrss, day = '2013-12-05') =>
      call(
        'issueChampionCertificate',
        'award { rank certificate { level issuedBy source status issuedAt occupation { code } } }',
        { awardId, expectedVersion: version, certNo: freshCertNo() },
        viewer,
        at(day),
      );
    expect(await code(issue(before[0].id, before[0].version))).toBe('INVALID_TRANSITION');
    expect(await code(advance(id, 'APPEAL_CLOSED', '2013-11-19'))).toBe('INVALID_TRANSITION');
    const decide = (viewer: Viewer, more: object = {}) =>
      call(
        'decideAppeal',
        'appeal { status }',
        {
          appealId: filed.id,
          expectedVersion: 1,
          upheld: true,
          decision: '计时更正为九十二分',
          corrections: [{ entryId: first, score: 92 }],
          ...more,
        },
        viewer,
        at('2013-11-20'),
      );
    expect(await code(decide(CITY))).toBe('SEPARATION_OF_DUTIES');
    const other = staff(newId(), 'CITY_DEPT');
    expect(await code(decide(other, { corrections: [] }))).toBe('BAD_USER_INPUT');
    expect(await code(decide(other, { corrections: [{ entryId: first, score: 90 }] }))).toBe('VALIDATION_FAILED');
    expect(await code(decide(other, { corrections: [{ entryId: third, score: 99 }] }))).toBe('NOT_FOUND');
    const [known] = await subgraph.sql<{ points: number }>('select final_score as points from competition_entry where id = $1', [
      first,
    ]);
    expect(await code(decide(other, { corrections: [{ entryId: first, score: known?.points }] }))).toBe('VALIDATION_FAILED');
    expect((await decide(other)).data.decideAppeal.appeal.status).toBe('UPHELD');
    const after = await read(id);
    const [champion, runnerUp] = after.events.find((event: Row) => event.id === fitter).results;
    expect([after.appealsUntil, champion.id, runnerUp.id]).toEqual(['2013-11-27', before[1].id, before[0].id]);
    expect(await code(advance(id, 'APPEAL_CLOSED', '2013-11-27'))).toBe('INVALID_TRANSITION');
    expect(await code(advance(id, 'APPEAL_CLOSED', '2013-11-28'))).toBeNull();
    expect(await code(appeal(members[2], '2013-11-20'))).toBe('DEADLINE_PASSED');
    expect(await code(advance(id, 'CERTIFIED', '2013-12-02'))).toBe('INVALID_TRANSITION');

    expect(await code(issue(runnerUp.id, runnerUp.version))).toBe('NOT_ELIGIBLE');
    expect(await code(issue(champion.id, champion.version, await delegateOf(subgraph.sql, 'SCIENCE')))).toBe('FORBIDDEN');
    expect(await code(issue(champion.id, champion.version, staff(newId(), 'LINKED_PARTY')))).toBe('FORBIDDEN');
    expect(await code(issue(champion.id, champion.version, CITY))).toBe('FORBIDDEN');
    expect((await issue(champion.id, champion.version)).data.issueChampionCertificate.award).toEqual({
      rank: 1,
      certificate: {
        level: 1,
        issuedBy: '北京市人力资源和社会保障局',
        source: 'COMPETITION',
        status: 'VALID',
        issuedAt: '2013-12-05',
        occupation: { code: '6-05-02-01' },
      },
    });
    expect((await read(id)).status).toBe('CERTIFIED');
  });

  test.each([
    ['DUPLICATE', { nameZh: '同名 技能大赛', year: 2013 }],
    ['NOT_FOUND', { organiserCodes: ['NASA'] }],
    ['BAD_USER_INPUT', { organiserCodes: ['HRSS', 'HRSS'] }],
    ['BAD_USER_INPUT', { organiserCodes: [] }],
    ['BAD_USER_INPUT', { events: [] }],
    ['BAD_USER_INPUT', { events: [ANNOUNCEMENT.events[0], ANNOUNCEMENT.events[0]] }],
    ['VALIDATION_FAILED', { events: [{ occupationCode: '9-99-99-99', certifiable: true }] }],
    ['VALIDATION_FAILED', { registrationFrom: '2013-10-18' }],
    ['BAD_USER_INPUT', { registrationUntil: '2013-10-20' }],
    ['BAD_USER_INPUT', { preliminaryOn: '2013-10-31' }],
    ['BAD_USER_INPUT', { finalOn: '2013-11-04' }],
    ['VALIDATION_FAILED', { finalOn: '2015-10-21' }],
  ])('%s for the announcement %j', async (expected, { year: _, ...more }: Row) => {
    if (expected === 'DUPLICATE') await announce({ nameZh: '同名技能大赛' });
    expect(await code(announce(more))).toBe(expected);
  });

  test('scores: out of range, twice, of another round, by who takes part', async () => {
    const played = await competitionIn(subgraph.sql, 'FINAL');
    const [{ entryId, memberId }] = played.finalists;
    const send = (scores: Row[], viewer?: Viewer) =>
      code(score(played.competitionId, played.eventId, scores, '2013-11-02', viewer));
    expect(await send([{ entryId, score: 101 }])).toBe('BAD_USER_INPUT');
    expect(await send([{ entryId, score: -1 }])).toBe('BAD_USER_INPUT');
    expect(await send([{ entryId, score: 10, advances: true }])).toBe('BAD_USER_INPUT');
    expect(await send([{ entryId, score: null, tieBreak: 1 }])).toBe('VALIDATION_FAILED');
    expect(
      await send([
        { entryId, score: 1 },
        { entryId: entryId.toUpperCase(), score: 2 },
      ]),
    ).toBe('BAD_USER_INPUT');
    expect(await send([{ entryId: newId(), score: 1 }])).toBe('NOT_FOUND');
    expect(await send([], undefined)).toBe('BAD_USER_INPUT');
    expect(await send([{ entryId, score: 1 }], staff(memberId, 'CITY_DEPT'))).toBe('CONFLICT_OF_INTEREST');
    expect(await send([{ entryId, score: 88 }])).toBeNull();
  });

  test('an entry is taken back while registration is open, by its owner alone', async () => {
    const open = await competitionIn(subgraph.sql, 'REGISTRATION');
    const [{ memberId, entryId }] = open.finalists;
    const withdraw = (viewer: Viewer, id = entryId, now?: string) =>
      code(call('withdrawEntry', 'entry { status }', { entryId: id, expectedVersion: 1 }, viewer, now));
    expect(await withdraw(asMember(newId()))).toBe('NOT_FOUND');
    expect(await withdraw(CITY)).toBe('FORBIDDEN');
    expect(await withdraw(asMember(memberId), entryId, '2013-11-01T00:00:00+08:00')).toBe('INVALID_TRANSITION');
    expect(await withdraw(asMember(memberId), entryId, '2013-10-31T23:59:59+08:00')).toBeNull();
    expect(await code(enter(open.eventId, memberId, '2013-10-19'))).toBeNull();
    const later = await competitionIn(subgraph.sql, 'PRELIMINARY');
    expect(await withdraw(asMember(later.finalists[0].memberId), later.finalists[0].entryId)).toBe('INVALID_TRANSITION');
  });

  test('an appeal that is dismissed changes no rank; before results there is none to file', async () => {
    const played = await competitionIn(subgraph.sql, 'RESULTS');
    const appealId = await appealOf(subgraph.sql, played);
    const decide = (viewer: Viewer) =>
      call('decideAppeal', 'appeal { status }', { appealId, expectedVersion: 1, upheld: false, decision: '复核无误' }, viewer);
    expect(await code(decide(staff(played.finalists[1].memberId, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    expect((await decide(CITY)).data.decideAppeal.appeal.status).toBe('DISMISSED');
    expect(await code(decide(CITY))).toBe('VERSION_CONFLICT');
    const early = await competitionIn(subgraph.sql, 'FINAL');
    const file = call(
      'fileAppeal',
      'appeal { id }',
      { eventId: early.eventId, ground: '不服' },
      asMember(early.finalists[0].memberId),
    );
    expect(await code(file)).toBe('INVALID_TRANSITION');
  });
});
