import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, insert, key, listed, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { freshCertNo, UNION } from '../../test/builders.ts';
import { appealOf, asMember, CITY, competitionIn, delegateOf, type Played } from '../../test/competitions.ts';
import { training } from '../subgraph.ts';

const APPLY = 'mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) { application { amountFen status } } }';

describe('one champion an event, and one certificate a champion (SKL-INV-7)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const issue = async ({ finalists: [{ awardId }] }: Played, more: object = {}, agency = 'HRSS') =>
    call(
      'issueChampionCertificate',
      'award { certificate { certNo } }',
      { awardId, expectedVersion: 1, certNo: freshCertNo(), ...more },
      await delegateOf(subgraph.sql, agency),
    );
  /** What the owner of the tables hears from them. */
  const violated = async (text: string, values: unknown[]) =>
    subgraph.sql(text, values).then(
      () => null,
      (error: { constraint?: string }) => error.constraint,
    );

  test('twenty delegates who issue it at once: one does', async () => {
    const played = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    const delegates = await Promise.all(Array.from({ length: 20 }, () => delegateOf(subgraph.sql, 'HRSS')));
    const input = { awardId: played.finalists[0].awardId, expectedVersion: 1 };
    let at = 0;
    await expectOneOfTwenty(
      () =>
        call(
          'issueChampionCertificate',
          'award { id }',
          { ...input, certNo: freshCertNo() },
          delegates[at++] as (typeof delegates)[0],
        ),
      'VERSION_CONFLICT',
    );
    const issued = await subgraph.sql(`select id from certificate where member_id = $1`, [played.finalists[0].memberId]);
    expect(issued).toHaveLength(1);
  });

  test('while an appeal is open there is none; the appeal and the end of its time do not pass each other', async () => {
    const played = await competitionIn(subgraph.sql, 'RESULTS');
    await appealOf(subgraph.sql, played);
    const answer = await issue(played);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_TRANSITION', rule: 'SKL-INV-7' });
    for (let round = 0; round < 5; round++) {
      const { competitionId, eventId, finalists } = await competitionIn(subgraph.sql, 'RESULTS');
      // The clocks of the two differ, as those of two machines may.
      const [closed, filed] = await Promise.all([
        subgraph.code(
          call('advanceCompetition', 'competition { id }', { competitionId, expectedVersion: 1, to: 'APPEAL_CLOSED' }, CITY),
        ),
        subgraph.code(
          call(
            'fileAppeal',
            'appeal { id }',
            { eventId, ground: '计时有误' },
            asMember(finalists[1].memberId),
            '2013-10-17T23:59:59+08:00',
          ),
        ),
      ]);
      expect([
        [null, 'DEADLINE_PASSED'],
        ['INVALID_TRANSITION', null],
      ]).toContainEqual([closed, filed]);
    }
  });

  test('thirty who enter one event at once, each twice: thirty entries', async () => {
    const { eventId } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const members = Array.from({ length: 30 }, () => newId());
    const codes = await Promise.all(
      [...members, ...members].map((id) => subgraph.code(call('registerEntry', 'entry { id }', { eventId }, asMember(id)))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(30);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(30);
    expect(await subgraph.sql('select id from competition_entry where event_id = $1', [eventId])).toHaveLength(32);
  });

  test('of twenty who publish at once one does, and each rank is there once', async () => {
    const { competitionId, eventId, finalists } = await competitionIn(subgraph.sql, 'FINAL');
    await subgraph.sql(
      'update competition_entry set final_score = 90, tie_break = case when id = $2 then 1 else 2 end where event_id = $1',
      [eventId, finalists[0].entryId],
    );
    await expectOneOfTwenty(
      () => call('publishResults', 'competition { id }', { competitionId, expectedVersion: 1 }, CITY),
      'VERSION_CONFLICT',
    );
    const ranks = await subgraph.sql('select rank from competition_award where event_id = $1 order by rank', [eventId]);
    expect(ranks).toEqual([{ rank: 1 }, { rank: 2 }]);
  });

  test('the tables themselves keep two champions, none, early awards and strange certificates away', async () => {
    const played = await competitionIn(subgraph.sql, 'RESULTS');
    const [first, second] = played.finalists;
    const rank = 'update competition_award set rank = $2 where id = $1';
    expect(await violated(rank, [second.awardId, 1])).toBe('competition_award_one_a_rank');
    expect(await violated(rank, [first.awardId, 3])).toBe('competition_one_champion');
    const early = await competitionIn(subgraph.sql, 'FINAL');
    const award = `insert into competition_award (id, event_id, entry_id, member_id, rank, scope_path) values ($1, $2, $3, $4, 1, '${UNION}')`;
    expect(await violated(award, [newId(), early.eventId, early.finalists[0].entryId, early.finalists[0].memberId])).toBe(
      'competition_one_champion',
    );
    const publish = `update competition set status = 'RESULTS', published_at = now(), published_by = $2, appeals_until = '2013-11-01' where id = $1`;
    expect(await violated(publish, [early.competitionId, newId()])).toBe('competition_one_champion');
    const certificate = (source: string, agency: string | null, memberId = first.memberId) =>
      violated(
        `insert into certificate (id, member_id, kind, level, occupation_code, cert_no, issued_by, issued_at, source, issuing_agency, status, issuer_ref,
           verified_by, verified_at, recorded_by, recorded_at, scope_path) values ($1, $2, 'VOCATIONAL_QUALIFICATION', 1, '6-05-02-01', $3, 'HRSS',
           '2013-10-19', $4, $5, 'VALID', 'R', $1, '2013-10-19', $1, '2013-10-19', '${UNION}')`,
        [newId(), memberId, freshCertNo(), source, agency],
      );
    expect(await certificate('COMPETITION', null)).toBe('certificate_of_competition');
    expect(await certificate('COMPETITION', 'SCIENCE')).toBe('certificate_of_competition');
    expect(await certificate('ASSESSMENT', 'HRSS')).toBe('certificate_of_competition');
    expect(await certificate('COMPETITION', 'HRSS')).toBe('certificate_of_champion');
    await appealOf(subgraph.sql, played);
    const close = `update competition set status = 'APPEAL_CLOSED' where id = $1`;
    expect(await violated(close, [played.competitionId])).toBe('competition_no_open_appeal');
    const closed = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    await expect(appealOf(subgraph.sql, closed)).rejects.toMatchObject({ constraint: 'competition_no_open_appeal' });
  });

  test('the certificate then brings the subsidy of a senior technician (J-09)', async () => {
    const played = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    const { certNo } = (await issue(played)).data.issueChampionCertificate.award.certificate;
    const employerId = await listed(subgraph.sql, 'ENTERPRISE');
    await insert(subgraph.sql, 'employment', {
      member_id: played.finalists[0].memberId,
      employer_id: employerId,
      seen_version: 1,
    });
    const input = {
      idempotencyKey: key(),
      certNo,
      employerId,
      employedFrom: '2010-03-01',
    };
    const { data } = await subgraph.ask(asMember(played.finalists[0].memberId), APPLY, { input });
    expect(data.applyForSubsidy.application).toEqual({ amountFen: '200000', status: 'SUBMITTED' });
  });

  test('a number that is taken, an event without a certificate, an award of nothing', async () => {
    const played = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    const { certNo } = (await issue(played)).data.issueChampionCertificate.award.certificate;
    const next = await competitionIn(subgraph.sql, 'APPEAL_CLOSED');
    expect(await subgraph.code(issue(next, { certNo }))).toBe('DUPLICATE');
    expect(await subgraph.code(issue(next, { certNo: '12' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(issue(next, { awardId: newId() }))).toBe('NOT_FOUND');
    expect(await subgraph.code(issue(await competitionIn(subgraph.sql, 'APPEAL_CLOSED', {}, { certifiable: false })))).toBe(
      'NOT_ELIGIBLE',
    );
  });
});
