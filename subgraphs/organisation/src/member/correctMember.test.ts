import { identityCheckDigit, identityHash, identityHashKey, identityProof } from '@union-graph/identity';
import { memberNameHash, newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildJointUnion, buildMember, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const CORRECT = `mutation ($input: CorrectMemberInput!) { correctMember(input: $input) { member {
  nameZh birthYear gender identityMasked version corrections { fields reason evidenceRef } } } }`;
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const numberOf = (digits: string) => digits + identityCheckDigit(digits);

describe('correctMember (C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const send = (memberId: unknown, changes: object, viewer: Viewer = ADMIN) =>
    subgraph.ask(viewer, CORRECT, {
      input: { idempotencyKey: key(), expectedVersion: 1, memberId, reason: '登记有误', evidenceRef: 'id-card-1', ...changes },
    });
  const code = (...args: Parameters<typeof send>) => subgraph.code(send(...args));

  test('a name that cannot be read, year and gender and number are put right; what was there is kept, the number nowhere', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const { id } = await buildMember(subgraph.sql, { union, name_zh: '王?兰', birth_year: 1970 });
    const number = numberOf('11010519850307001');
    const answer = await send(id, { nameZh: '\u3000王\u3000秀・兰 ', identityNumber: ` ${number.replace('1985', '１９８５')}` });
    expect(answer.data.correctMember.member).toEqual({
      nameZh: '王秀·兰',
      birthYear: 1985,
      gender: 'MALE',
      identityMasked: `110***********${number.slice(-4)}`,
      version: 2,
      corrections: [
        { fields: ['nameZh', 'identityNumber', 'gender', 'birthYear'], reason: '登记有误', evidenceRef: 'id-card-1' },
      ],
    });
    const [kept] = await subgraph.sql('select before, after, corrected_by_id from member_correction where member_id = $1', [id]);
    expect(kept).toMatchObject({
      before: { nameZh: '王?兰', gender: 'FEMALE', birthYear: 1970 },
      corrected_by_id: ADMIN.personId,
    });
    expect(await eventsAbout(subgraph.sql, id)).toEqual([
      expect.objectContaining({
        type: 'organisation.member.listed',
        aggregateversion: 2,
        data: {
          unionId: union.id,
          scopePath: union.scope_path,
          employerId: null,
          nameHash: memberNameHash(String(id), '王秀·兰'),
          hasDied: false,
          diedOn: null,
          identityProof: identityProof(identityHash(number, identityHashKey(process.env))),
        },
      }),
      expect.objectContaining({
        type: 'organisation.member.corrected',
        data: { memberId: id, fields: ['nameZh', 'identityNumber', 'gender', 'birthYear'] },
      }),
    ]);
    expect(await subgraph.sql('select female_member_count from trade_union where id = $1', [union.id])).toEqual([
      { female_member_count: 0 },
    ]);
    for (const table of ['member', 'member_correction', 'idempotency', 'audit_event', 'graphile_worker._private_jobs'])
      expect(await subgraph.sql(`select 1 from ${table} t where t::text like '%' || $1 || '%'`, [number])).toEqual([]);
  });

  test('a number that another record has is MEMBERSHIP_EXISTS, also of twenty at once', async () => {
    const workers = await Promise.all(Array.from({ length: 20 }, () => buildWorker(subgraph.sql)));
    const identityNumber = numberOf('11010519860307002');
    const codes = await Promise.all(workers.map(({ id }) => code(id, { identityNumber })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'MEMBERSHIP_EXISTS')).toHaveLength(19);
  });

  test.each([
    ['31 February', { identityNumber: numberOf('11010519800231002') }, 'BAD_USER_INPUT'],
    ['a number of tomorrow', { identityNumber: numberOf('11010520131020002') }, 'BAD_USER_INPUT'],
    ['a wrong check digit', { identityNumber: '110105194912310021' }, 'BAD_USER_INPUT'],
    ['a child’s number', { identityNumber: numberOf('11010520050101002') }, 'VALIDATION_FAILED'],
    ['2099', { birthYear: 2099 }, 'BAD_USER_INPUT'],
    ['1899', { birthYear: 1899 }, 'BAD_USER_INPUT'],
    ['this year', { birthYear: 2013 }, 'VALIDATION_FAILED'],
    [
      'a year that the number contradicts',
      { birthYear: 1980, identityNumber: numberOf('11010519870307002') },
      'VALIDATION_FAILED',
    ],
    [
      'a gender that the number contradicts',
      { gender: 'MALE', identityNumber: numberOf('11010519870307002') },
      'VALIDATION_FAILED',
    ],
    ['a gender that the kept number contradicts', { gender: 'FEMALE' }, 'VALIDATION_FAILED'],
    ['a year that the kept number contradicts', { birthYear: 1950 }, 'VALIDATION_FAILED'],
    ['a birth after the joining', { birthYear: 1997 }, 'VALIDATION_FAILED'],
    [
      'a number of somebody who joined the day before sixteen',
      { identityNumber: numberOf('11010519961202001') },
      'VALIDATION_FAILED',
    ],
    ['a number of somebody who joined at sixteen', { identityNumber: numberOf('11010519961201001') }, null],
    ['nothing', {}, 'VALIDATION_FAILED'],
    ['the same', { nameZh: '王秀兰' }, 'VALIDATION_FAILED'],
    ['a name of lost characters', { nameZh: '\ufffd\ufffd' }, 'BAD_USER_INPUT'],
    ['what a lossy conversion leaves', { nameZh: '???' }, 'BAD_USER_INPUT'],
    ['digits for a name', { nameZh: '123' }, 'BAD_USER_INPUT'],
    ['no name', { nameZh: '\u3000' }, 'BAD_USER_INPUT'],
    ['no reason', { nameZh: '新', reason: ' ' }, 'BAD_USER_INPUT'],
    ['no evidence', { nameZh: '新', evidenceRef: ' ' }, 'BAD_USER_INPUT'],
    ['a stale version', { nameZh: '新', expectedVersion: 2 }, 'VERSION_CONFLICT'],
  ])('%s is judged', async (_, changes, expected) => {
    const { id } = await buildMember(subgraph.sql, {
      identity_masked: '110***********0012',
      identity_birth_year: 1980,
      birth_year: 1996,
      joined_at: '2012-12-01',
    });
    expect(await code(id, changes)).toBe(expected);
  });

  test('who may not', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const changes = { nameZh: '新名' };
    expect(await code(id, changes, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(id, changes, staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code(id, changes, member(id))).toBe('FORBIDDEN');
    expect(await code(id, changes, staff(id, 'DISTRICT_ADMIN', '/city/110105/'))).toBe('SEPARATION_OF_DUTIES');
  });
});
