import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { UNION } from '../../test/builders.ts';
import { CITY, competitionIn, delegateOf } from '../../test/competitions.ts';
import { creditActs } from '../../test/credits.ts';
import { degreeActs } from '../../test/degree.ts';
import { buildSeeking, buildVacancy } from '../../test/jobs.ts';
import { training } from '../subgraph.ts';

type Send = TestSubgraph['send'];

const tellDeath = async (send: Send, memberId: string, diedOn: string) =>
  expect(
    await send({
      type: 'organisation.member.listed',
      subject: memberId,
      aggregateversion: 2,
      data: {
        ...{ unionId: null, scopePath: UNION, nameHash: 'a'.repeat(64), hasDied: true, diedOn },
        identityProof: 'b'.repeat(64),
      },
    }),
  ).toBe(204);
const tellMerge = async (send: Send, survivorId: string, duplicateId: string, diedOn: string | null) => {
  const data = { mergeId: newId(), survivorId, duplicateId, diedOn };
  expect(await send({ type: 'organisation.member.merged', subject: survivorId, data })).toBe(204);
  return data;
};

/** A living record of the same person. */
const buildOther = async ({ sql }: TestSubgraph): Promise<string> => {
  const id = newId();
  await sql(`insert into member_place (member_id, scope_path, seen_version) values ($1, '/city/', 1)`, [id]);
  return id;
};

type Word = (subgraph: TestSubgraph, memberId: string, diedOn: string) => Promise<string>;

/** The ways in which the word of a member's death comes; each gives the id of the person's record then. */
const WORDS: readonly (readonly [how: string, tell: Word])[] = [
  [
    'when the word of their death comes',
    async ({ send }, memberId, diedOn) => {
      await tellDeath(send, memberId, diedOn);
      return memberId;
    },
  ],
  [
    'when it comes to the record of the dead by a merge',
    async (subgraph, memberId, diedOn) => {
      const survivorId = await buildOther(subgraph);
      await tellDeath(subgraph.send, survivorId, diedOn);
      await tellMerge(subgraph.send, survivorId, memberId, diedOn);
      return survivorId;
    },
  ],
  [
    'when the record that theirs was merged into tells the death',
    async (subgraph, memberId, diedOn) => {
      const survivorId = await buildOther(subgraph);
      await tellMerge(subgraph.send, survivorId, memberId, null);
      await tellDeath(subgraph.send, survivorId, diedOn);
      return survivorId;
    },
  ],
];

describe.each(WORDS)('what is open of a member %s', (_, tell) => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
  });
  afterAll(() => subgraph.stop());

  const dies = (memberId: string, diedOn = '2013-10-18') => tell(subgraph, memberId, diedOn);
  const rowOf = async (table: string, id: string) =>
    (await subgraph.sql<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0];

  test.each([
    ['REGISTRATION', '2013-10-18', 'WITHDRAWN'],
    ['PRELIMINARY', '2013-10-31', 'WITHDRAWN'],
    ['PRELIMINARY', '2013-11-01', 'REGISTERED'],
    ['FINAL', '2013-11-01', 'WITHDRAWN'],
    ['FINAL', '2013-11-02', 'QUALIFIED'],
    ['RESULTS', '2013-10-18', 'QUALIFIED'],
  ])('an entry, competition %s, died on %s: %s (S-61)', async (status, diedOn, becomes) => {
    const { finalists } = await competitionIn(subgraph.sql, status);
    const [{ memberId, entryId }, other] = finalists;
    await dies(memberId, diedOn);
    expect((await rowOf('competition_entry', entryId))?.status).toBe(becomes);
    expect((await rowOf('competition_entry', other.entryId))?.status).not.toBe('WITHDRAWN');
  });

  test('a competition goes on without who was withdrawn', async () => {
    const { finalists, eventId } = await competitionIn(subgraph.sql, 'PRELIMINARY');
    const [dead, other] = finalists;
    await dies(dead.memberId);
    const record = (entryId: string) =>
      caller(subgraph)(
        'recordCompetitionScores',
        'event { id }',
        { eventId, expectedVersion: 1, scores: [{ entryId, score: 80, advances: true }] },
        CITY,
      );
    expect(await subgraph.code(record(dead.entryId))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(other.entryId))).toBeNull();
  });

  test('who enters while their death is told is refused, or withdrawn', async () => {
    const { eventId } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const workers = Array.from({ length: 12 }, () => member(newId(), UNION));
    for (const { personId } of workers)
      await subgraph.sql(`insert into member_place (member_id, scope_path, seen_version) values ($1, '/city/', 1)`, [personId]);
    await Promise.all(
      workers.flatMap((worker) => [
        caller(subgraph)('registerEntry', 'entry { id }', { eventId }, worker),
        dies(worker.personId as string),
      ]),
    );
    const left = await subgraph.sql(
      `select from competition_entry where event_id = $1 and status <> 'WITHDRAWN' and member_id = any($2::uuid[])`,
      [eventId, workers.map(({ personId }) => personId)],
    );
    expect(left).toEqual([]);
  });

  test.each(['SEEKING', 'REFERRED'])(
    'a referral that is %s closes with the reason, and its request is answered (J-05)',
    async (status) => {
      const memberId = newId();
      const vacancy = { vacancy_id: await buildVacancy(subgraph.sql), referred_by: newId(), referred_at: '2013-10-16T02:00:00Z' };
      const id = await buildSeeking(subgraph.sql, { member_id: memberId, status, ...(status === 'SEEKING' ? {} : vacancy) });
      await dies(memberId);
      const referral = await rowOf('job_referral', id);
      expect(referral).toMatchObject({ status: 'DECLINED', note: '本人已去世', closed_at: expect.any(Date) });
      expect((await eventsAbout(subgraph.sql, String(referral?.service_request_id))).at(-1)).toMatchObject({
        type: 'training.request.resolved',
        data: { status: 'DECLINED' },
      });
    },
  );

  test.each(['NOMINATED', 'SCORE_PASSED', 'ADMITTED', 'STUDYING'])(
    'an application for the degree plan that is %s ends with the reason, and its sponsorship with it (S-62)',
    async (status) => {
      const acts = degreeActs(subgraph);
      const of = await acts.candidate();
      const before = await acts.reach(status, of);
      await dies(of.memberId);
      const after = await acts.read(before.id);
      expect(after).toMatchObject({ status: 'WITHDRAWN', endedBecause: '本人已去世', version: before.version + 1 });
      expect(after.sponsorship?.status).toBe(before.sponsorship ? 'STOPPED' : undefined);
    },
  );

  test('who has died and failed is not admitted when the line is lowered', async () => {
    const acts = degreeActs(subgraph);
    const of = await acts.candidate();
    const { id } = await acts.reach('SCORE_PASSED', of);
    await dies(of.memberId);
    await subgraph.sql(
      `update degree_application set status = 'SCORE_PASSED', ended_on = null, ended_because = null where id = $1`,
      [id],
    );
    expect(await subgraph.code(acts.step('admit', await acts.read(id)))).toBe('VALIDATION_FAILED');
  });

  test('credits that were asked to be converted are given back, and cannot be spent (SKL-INV-2)', async () => {
    const acts = creditActs(subgraph);
    const of = await acts.worker();
    await acts.stored(of);
    const asked = await acts.requested(of);
    const account = await acts.account(await dies(of.memberId), CITY);
    expect(account).toMatchObject({ entries: [{ status: 'AVAILABLE' }], conversions: [{ status: 'RELEASED' }] });
    expect(await subgraph.code(acts.decide({ ...asked, version: 2 }))).toBe('INVALID_TRANSITION');
  });

  test('a delegate acts for the agency no more, and another one is wanted', async () => {
    const delegate = await delegateOf(subgraph.sql, 'HRSS');
    const { finalists } = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    const issue = (viewer: Viewer) =>
      caller(subgraph)(
        'issueChampionCertificate',
        'award { id }',
        { awardId: finalists[0].awardId, expectedVersion: 1, certNo: 'HRSS2013000111' },
        viewer,
      );
    await dies(delegate.personId as string);
    const named = async () => (await subgraph.ask(CITY, '{ agencyDelegates { personId } }')).data.agencyDelegates;
    expect(await named()).not.toContainEqual({ personId: delegate.personId });
    expect(await subgraph.code(issue(await delegateOf(subgraph.sql, 'HRSS')))).toBeNull();
  });
});

describe('what comes to the record of the dead by a merge that is taken back', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
  });
  afterAll(() => subgraph.stop());

  const readEntry = async (id: string) =>
    (await subgraph.sql('select member_id, status from competition_entry where id = $1', [id]))[0];
  const merged = async (memberId: string, diedOn: string) => {
    const survivorId = await buildOther(subgraph);
    await tellDeath(subgraph.send, survivorId, diedOn);
    return tellMerge(subgraph.send, survivorId, memberId, diedOn);
  };
  const takeBack = async (ids: { survivorId: string }) =>
    expect(await subgraph.send({ type: 'organisation.member.unmerged', subject: ids.survivorId, data: ids })).toBe(204);

  test('is the living’s again, and stays ended', async () => {
    const { finalists } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const [{ memberId, entryId }] = finalists;
    const ids = await merged(memberId, '2013-10-18');
    expect(await readEntry(entryId)).toEqual({ member_id: ids.survivorId, status: 'WITHDRAWN' });
    await takeBack({ ...ids, diedOn: null } as typeof ids);
    expect(await readEntry(entryId)).toEqual({ member_id: memberId, status: 'WITHDRAWN' });
  });

  test('ends when it goes back to somebody whose own record told a death meanwhile', async () => {
    const { finalists } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const [{ memberId, entryId }] = finalists;
    const ids = await tellMerge(subgraph.send, await buildOther(subgraph), memberId, null);
    await tellDeath(subgraph.send, memberId, '2013-10-18');
    expect((await readEntry(entryId))?.status).toBe('REGISTERED');
    await takeBack({ ...ids, diedOn: '2013-10-18' } as typeof ids);
    expect(await readEntry(entryId)).toEqual({ member_id: memberId, status: 'WITHDRAWN' });
  });

  test('ends also where both are told at the same moment, and where it stayed with the merged record', async () => {
    const { eventId } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const enter = async (memberId: string) =>
      expect(
        await subgraph.code(caller(subgraph)('registerEntry', 'entry { id }', { eventId }, member(memberId, UNION))),
      ).toBeNull();
    const pairs = await Promise.all(
      Array.from({ length: 8 }, async () => [await buildOther(subgraph), await buildOther(subgraph)] as const),
    );
    // Of two entries in one event the second one stays with its record.
    for (const [at, [survivorId, duplicateId]] of pairs.entries())
      for (const id of at % 2 === 0 ? [duplicateId] : [survivorId, duplicateId]) await enter(id);
    await Promise.all(
      pairs.flatMap(([survivorId, duplicateId]) => [
        tellDeath(subgraph.send, survivorId, '2013-10-18'),
        tellMerge(subgraph.send, survivorId, duplicateId, '2013-10-18'),
      ]),
    );
    const left = await subgraph.sql(
      `select from competition_entry where event_id = $1 and status <> 'WITHDRAWN' and member_id = any($2::uuid[])`,
      [eventId, pairs.flat()],
    );
    expect(left).toEqual([]);
  });
});
