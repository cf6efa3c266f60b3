import { memberNameHash, newId } from '@union-graph/subgraph';
import { caller, knownMember, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { tellAlive, tellDeath } from '../../test/applicants.ts';
import { type Built, buildEmployer, buildInstructor, buildRound, buildSides, TERM, threeOf } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const ROUND = 'round { id version status }';

describe('the talks of a round of bargaining (2.2.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const of = ({ id, version }: Built) => ({ roundId: id, expectedVersion: version });
  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const ruleOf = async (answer: ReturnType<typeof call>) => {
    const { code: what, rule, field } = (await answer).errors?.[0]?.extensions ?? {};
    return [what, rule, field];
  };
  const statusOn = async ({ id, sides }: Built, now?: string) =>
    (await subgraph.ask(sides.officer, `{ bargainingRound(id: "${id}") { status } }`, {}, now)).data.bargainingRound.status;

  test('S-53: the industry is one of those of the employers by their records; of a single employer its own', async () => {
    const sides = await buildSides(subgraph);
    const firm = (industry?: string) => buildEmployer(subgraph, { unionId: sides.unionId, ...(industry ? { industry } : {}) });
    const notice = async (employers: { id: string }[], more: object) =>
      call(
        'noticeBargaining',
        'round { industry }',
        {
          initiator: 'WORKERS',
          kind: employers.length > 1 ? 'AREA' : 'WAGE_SPECIAL',
          workersSideId: sides.unionId,
          employerIds: employers.map(({ id }) => id),
          topic: '工资',
          ...more,
        },
        sides.officer,
      );
    const [trade, bank, unknown] = [await firm('SERVICES'), await firm('FINANCE'), await firm()];
    expect(await ruleOf(notice([trade], { industry: 'FINANCE' }))).toEqual(['VALIDATION_FAILED', 'S-53', 'industry']);
    expect(await ruleOf(notice([trade, bank], { industry: 'CONSTRUCTION' }))).toEqual(['VALIDATION_FAILED', 'S-53', 'industry']);
    const industryOf = async (employers: { id: string }[], more: object) =>
      (await notice(employers, more)).data.noticeBargaining.round.industry;
    expect(await industryOf([trade], {})).toBe('SERVICES');
    expect(await industryOf([unknown], { industry: 'CONSTRUCTION' })).toBe('CONSTRUCTION');
    expect(await industryOf([trade, bank], { industry: 'FINANCE' })).toBe('FINANCE');
  });

  test('S-54: an instructor whose term is over guides no round any more; another one is sent', async () => {
    const sides = { ...(await buildSides(subgraph)), instructor: await buildInstructor(subgraph, '110105', '2013-10-31') };
    const built = await buildRound(subgraph, 'DRAFTED', { kind: 'WAGE_SPECIAL', sides });
    const check = (now: string) =>
      call(
        'recordGuaranteeCheck',
        ROUND,
        { ...of(built), kind: 'LABOUR_QUOTA', waivedReason: '统一认定' },
        sides.instructor.viewer,
        now,
      );
    expect(await code(check('2013-11-01T09:00:00+08:00'))).toBe('FORBIDDEN');
    expect(await code(check('2013-10-31T09:00:00+08:00'))).toBeNull();
    const next = await buildInstructor(subgraph);
    const send = { roundId: built.id, expectedVersion: built.version + 1, instructorId: next.id };
    expect(await code(call('assignInstructor', ROUND, send, sides.admin, '2013-11-01T09:00:00+08:00'))).toBeNull();
  });

  test('S-54: nor does one who has left the staff or died; another one is sent', async () => {
    const sides = await buildSides(subgraph);
    const built = await buildRound(subgraph, 'DRAFTED', { kind: 'WAGE_SPECIAL', sides });
    const { viewer } = sides.instructor;
    const bare = { ...viewer, grants: [] };
    const more = { ...of(built), kind: 'LABOUR_QUOTA', waivedReason: '统一认定' };
    const read = () => subgraph.code(subgraph.ask(bare, `{ bargainingRound(id: "${built.id}") { id } }`));
    expect(await read()).toBeNull();
    await listed(subgraph.sql, 'STAFF', { entryId: viewer.personId as string, hasEnded: true });
    expect([await code(call('recordGuaranteeCheck', ROUND, more, viewer)), await read()]).toEqual(['FORBIDDEN', 'NOT_FOUND']);
    const next = await buildInstructor(subgraph);
    expect(await code(call('assignInstructor', ROUND, { ...of(built), instructorId: next.id }, sides.admin))).toBeNull();
  });

  test('a contract begins within the days of the rule after its draft', async () => {
    const built = await buildRound(subgraph, 'NEGOTIATING');
    const draft = (termFrom: string, termTo: string) =>
      ruleOf(call('draftContract', ROUND, { ...of(built), ...TERM, termFrom, termTo }, built.sides.officer));
    expect(await draft('2014-10-21', '2015-10-20')).toEqual(['VALIDATION_FAILED', '2.2.3', 'termFrom']);
    expect(await draft('2014-10-20', '2015-10-19')).toEqual([undefined, undefined, undefined]);
  });

  describe('the sides', () => {
    const set = (built: Built, side: 'WORKERS' | 'EMPLOYER', representatives: object[], viewer = built.sides.officer) =>
      call('setRepresentatives', ROUND, { ...of(built), side, representatives }, viewer);
    const rep = (nameZh: string, more: object = {}) => ({ nameZh, chief: false, outsider: false, ...more });

    test('fewer than three, unequal, an outsider as chief, too many outsiders, one on both sides', async () => {
      const built = await buildRound(subgraph, 'PREPARING');
      const employer = built.employers[0]?.viewer as never;
      const chief = rep('企首席', { chief: true });
      const refused = async (reps: object[]) => await ruleOf(set(built, 'EMPLOYER', reps, employer));
      const wrong = ['VALIDATION_FAILED', '2.2.3', 'representatives'];
      expect(await refused([chief, rep('甲')])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('乙'), rep('丙')])).toEqual(wrong);
      expect(await refused([rep('外首席', { chief: true, outsider: true }), rep('甲'), rep('乙')])).toEqual(wrong);
      expect(await refused([chief, rep('甲', { outsider: true }), rep('乙', { outsider: true })])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('职代表')])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('乙', { personId: built.sides.chiefs.WORKERS.personId })])).toEqual(wrong);
      expect(await refused([chief, rep('甲', { personId: 'x' }), rep('乙')])).toEqual(['BAD_USER_INPUT', undefined, 'personId']);
      const { instructor } = built.sides;
      expect(
        await code(set(built, 'EMPLOYER', [chief, rep('甲'), rep('乙', { personId: instructor.viewer.personId })], employer)),
      ).toBe('CONFLICT_OF_INTEREST');
      expect(await code(set(built, 'EMPLOYER', threeOf('EMPLOYER', built.sides.chiefs.EMPLOYER)))).toBe('FORBIDDEN');
      const { data } = await set(built, 'EMPLOYER', [chief, rep('甲'), rep('乙', { outsider: true })], employer);
      expect(data.setRepresentatives.round.status).toBe('NEGOTIATING');
    });

    test('a worker who represents the others has a record by the name that is written; outsiders and the employer’s people need none', async () => {
      const built = await buildRound(subgraph, 'REPLIED');
      const worker = newId();
      await knownMember(subgraph.sql, worker, memberNameHash(worker, '何涛'), `/city/110105/${built.sides.unionId}/`);
      const of3 = (of: string, second: object) => [
        rep(`${of}首席`, { chief: true }),
        second,
        rep(`${of}外聘`, { outsider: true, personId: newId() }),
      ];
      const setting = (second: object) => set(built, 'WORKERS', of3('职', second));
      expect(await ruleOf(setting(rep('何涛', { personId: newId() })))).toEqual(['NOT_FOUND', undefined, 'personId']);
      expect(await ruleOf(setting(rep('孙涛', { personId: worker })))).toEqual(['VALIDATION_FAILED', undefined, 'nameZh']);
      const elsewhere = newId();
      await knownMember(subgraph.sql, elsewhere, memberNameHash(elsewhere, '何涛'), '/city/110106/');
      for (const name of ['何涛', '孙涛'])
        expect(await ruleOf(setting(rep(name, { personId: elsewhere })))).toEqual(['NOT_FOUND', undefined, 'personId']);
      await tellDeath(subgraph, { personId: worker });
      expect(await ruleOf(setting(rep('何涛', { personId: worker })))).toEqual(['VALIDATION_FAILED', undefined, 'personId']);
      await tellAlive(subgraph, { personId: worker });
      expect(await code(setting(rep('何涛', { personId: worker })))).toBeNull();
      const employer = built.employers[0]?.viewer as never;
      const later = { ...built, version: built.version + 1 };
      const theirs = (second: object) => set(later, 'EMPLOYER', of3('企', second), employer);
      expect(await ruleOf(theirs(rep('孙涛', { personId: worker })))).toEqual(['VALIDATION_FAILED', '2.2.3', 'representatives']);
      expect(await code(theirs(rep('企代表', { personId: elsewhere })))).toBeNull();
    });

    test('the database keeps one person to one side, and a chief inside', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      const { personId } = built.sides.chiefs.WORKERS;
      const add = (side: string, chief: boolean, outsider: boolean, person: string | null) =>
        subgraph.sql(
          `insert into round_rep (id, round_id, side, position, name_zh, person_id, chief, outsider, is_current) values ($1, $2, $3, 9, '某某', $4, $5, $6, true)`,
          [newId(), built.id, side, person, chief, outsider],
        );
      await expect(add('EMPLOYER', false, false, personId)).rejects.toMatchObject({ constraint: 'round_rep_one_side' });
      await expect(add('EMPLOYER', true, false, null)).rejects.toMatchObject({ constraint: 'round_rep_one_chief' });
      await expect(add('EMPLOYER', true, true, null)).rejects.toMatchObject({ constraint: 'round_rep_chief_from_inside' });
    });
  });

  describe('talks', () => {
    const pause = (built: Built, more: object, now?: string) =>
      call(
        'pauseBargaining',
        ROUND,
        { ...of(built), workersAgree: true, employerAgrees: true, resumeAt: '2013-11-01', ...more },
        built.sides.officer,
        now,
      );

    test('a pause has a day to come and both sides’ word, and ends by itself', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      expect(await code(pause(built, { resumeAt: undefined }))).toBe('BAD_USER_INPUT');
      expect(await code(pause(built, { resumeAt: '2013-10-19' }))).toBe('BAD_USER_INPUT');
      expect(await ruleOf(pause(built, { employerAgrees: false }))).toEqual(['VALIDATION_FAILED', '2.2.3', 'employerAgrees']);
      expect(await code(pause(built, {}))).toBeNull();
      const draft = { roundId: built.id, expectedVersion: built.version + 1, ...TERM };
      expect(await code(call('draftContract', ROUND, draft, built.sides.officer))).toBe('INVALID_TRANSITION');
      expect([await statusOn(built), await statusOn(built, '2013-11-01T09:00:00+08:00')]).toEqual(['PAUSED', 'NEGOTIATING']);
      const again = { roundId: built.id, expectedVersion: built.version + 1 };
      expect(await code(pause(built, { ...again, resumeAt: '2013-12-01' }, '2013-11-02T09:00:00+08:00'))).toBeNull();
    });

    test.each([
      ['a term of half a year', { termTo: '2014-04-18' }, 'VALIDATION_FAILED'],
      ['a term of four years', { termTo: '2017-10-18' }, 'VALIDATION_FAILED'],
      ['wages without their growth', { hasWageTerms: true }, 'VALIDATION_FAILED'],
      ['a growth without wages', { wageGrowthBp: 900 }, 'VALIDATION_FAILED'],
      ['no text', { textRef: ' ' }, 'BAD_USER_INPUT'],
    ])('a draft with %s is refused', async (_, more, refusal) => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      expect(await code(call('draftContract', ROUND, { ...of(built), ...TERM, ...more }, built.sides.officer))).toBe(refusal);
    });

    test('instructors: of the district, in their term, on no side; the last one guides', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      const assign = (instructorId: string, viewer = built.sides.admin) =>
        call(
          'assignInstructor',
          'round { version instructor { id assignments { endedAt } } }',
          { ...of(built), instructorId },
          viewer,
        );
      expect(await ruleOf(assign((await buildInstructor(subgraph, '110101')).id))).toEqual([
        'VALIDATION_FAILED',
        'S-54',
        'instructorId',
      ]);
      expect(await code(assign((await buildInstructor(subgraph, '110105', '2013-10-18')).id))).toBe('VALIDATION_FAILED');
      expect(await code(assign(newId()))).toBe('NOT_FOUND');
      expect(await code(assign(built.sides.instructor.id))).toBe('INVALID_TRANSITION');
      const next = await buildInstructor(subgraph);
      expect(await code(assign(next.id, built.sides.officer))).toBe('FORBIDDEN');
      expect(await code(assign(next.id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
      const { instructor } = (await assign(next.id)).data.assignInstructor.round;
      expect(instructor).toEqual({ id: next.id, assignments: [{ endedAt: null }] });
      const all = '{ wageInstructors(first: 100, districtCode: "110105") { nodes { id assignments { endedAt } } } }';
      const { nodes } = (await subgraph.ask(built.sides.admin, all)).data.wageInstructors;
      const before = nodes.find(({ id }: { id: string }) => id === built.sides.instructor.id);
      expect(before.assignments).toEqual([{ endedAt: '2013-10-19' }]);
      expect((await subgraph.ask(member(newId()), all)).data.wageInstructors.nodes[0].assignments).toEqual([]);
    });
  });
});
