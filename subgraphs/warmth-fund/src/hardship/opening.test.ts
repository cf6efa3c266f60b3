import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act as aidAct, insertCycle } from '../../test/aid.ts';
import { approver, caseworker } from '../../test/books.ts';
import { donationAct } from '../../test/donations.ts';
import {
  act,
  consentToHealth,
  done,
  householdInput,
  identityNumber,
  listVisitors,
  officer,
  opened,
  payload,
  stepOf,
  visitors,
  withIncome,
} from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

describe('opening a hardship file (S-34, FND-INV-4)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
  });
  afterAll(() => subgraph.stop());
  const code = (...call: [Parameters<typeof act>[1], string, object, string?]) =>
    subgraph.code(act(subgraph, call[0], call[1], call[2], call[3]));

  test('no identity number is kept, neither in a row nor with the request', async () => {
    const number = identityNumber();
    const headId = newId();
    await opened(
      subgraph,
      householdInput({
        headId,
        members: [{ memberId: headId, relation: 'SELF', identityNumber: number, monthlyIncomeFen: '1' }],
      }),
    );
    const [{ found }] = (await subgraph.sql<{ found: number }>(
      `select (select count(*) from household_member m where m::text like '%' || $1 || '%')
        + (select count(*) from idempotency i where i::text like '%' || $1 || '%')
        + (select count(*) from audit_event a where a::text like '%' || $1 || '%') as found`,
      [number],
    )) as [{ found: unknown }];
    expect(Number(found)).toBe(0);
  });

  test('nobody without a record is the head or of the household; a record is known as soon as it is told of', async () => {
    const input = householdInput();
    const [first, second] = [newId(), newId()];
    const persons = [
      ...input.members.slice(0, 1),
      { memberId: second, relation: 'PARENT', identityNumber: identityNumber(), monthlyIncomeFen: '1' },
    ];
    const given = {
      ...input,
      headId: first,
      members: persons.map((one, at) => (at === 0 ? { ...one, memberId: first, monthlyIncomeFen: '1' } : one)),
    };
    const open = () =>
      subgraph.code(
        subgraph.ask(officer, 'mutation ($input: OpenHardshipFileInput!) { openHardshipFile(input: $input) { file { id } } }', {
          input: { idempotencyKey: key(), ...given },
        }),
      );
    const tell = (subject: string) =>
      subgraph.send({
        type: 'organisation.member.listed',
        subject,
        data: { unionId: null, scopePath: '/city/110105/u/', nameHash: 'a'.repeat(64) },
      });
    expect(await open()).toBe('NOT_FOUND');
    expect(await tell(first)).toBe(204);
    expect(await open()).toBe('NOT_FOUND');
    await tell(second);
    expect(await open()).toBeNull();
    expect(await subgraph.send({ type: 'organisation.member.erased', subject: second, data: { memberId: second } })).toBe(204);
    expect(await subgraph.sql('select from known_member where member_id = $1', [second])).toEqual([]);
  });

  describe('who joined, left, moved with their union or died', () => {
    const [headId, unionId] = [newId(), newId()];
    const HOME = '/city/110105/';
    const [before, after] = [`${HOME}${unionId}/`, `${HOME}street/${unionId}/`];
    const officerAt = (path: string) => staff(newId(), 'JOINT_UNION_OFFICER', path);
    const household = () => {
      const input = withIncome('1');
      return { ...input, headId, members: input.members.map((one, at) => (at === 0 ? { ...one, memberId: headId } : one)) };
    };
    const open = (viewer: Viewer) =>
      subgraph.code(
        subgraph.ask(viewer, 'mutation ($input: OpenHardshipFileInput!) { openHardshipFile(input: $input) { file { id } } }', {
          input: { idempotencyKey: key(), ...household() },
        }),
      );
    const tell = (aggregateversion: number, scopePath: string, hasDied?: boolean) =>
      subgraph.send({
        type: 'organisation.member.listed',
        subject: headId,
        aggregateversion,
        data: { unionId: scopePath === HOME ? null : unionId, scopePath, nameHash: 'a'.repeat(64), hasDied },
      });

    test('their union’s officer names them from the moment they joined until they leave', async () => {
      await tell(1, HOME);
      expect(await open(officerAt(before))).toBe('NOT_FOUND');
      await tell(2, before);
      const data = { fromPath: before, toPath: after, parentId: newId() };
      expect(await subgraph.send({ type: 'organisation.union.moved', subject: unionId, aggregateversion: 2, data })).toBe(204);
      expect(await open(officerAt(`${HOME}${newId()}/`))).toBe('NOT_FOUND');
      await tell(4, HOME);
      await tell(3, after);
      expect(await open(officerAt(after))).toBe('NOT_FOUND');
      await tell(5, after);
      expect(await open(officerAt(after))).toBeNull();
    });

    test('nothing new is begun for the dead: no file, no aid, no pledge; an older organisation does not raise them', async () => {
      await tell(6, after, true);
      await tell(7, after);
      expect(await open(officerAt(after))).toBe('VALIDATION_FAILED');
      // A token of before the move: its holder is the same union's officer.
      expect(await open(officerAt(before))).toBe('VALIDATION_FAILED');
      const cycleId = await insertCycle(subgraph, { code: 'LIVING', needsActiveFile: false });
      const aid = { cycleId, memberId: headId, requestedFen: '100', reason: '困难' };
      expect(await subgraph.code(aidAct(subgraph, officerAt(after), 'applyForAid', aid))).toBe('VALIDATION_FAILED');
      const pledge = { donorKind: 'MEMBER', memberId: headId, amountFen: '1000' };
      expect(await subgraph.code(donationAct(subgraph, caseworker, 'pledgeDonation', pledge))).toBe('VALIDATION_FAILED');
    });
  });

  test.each([
    ['58,001 fen for each person and no other cause (2.5.7)', withIncome('174003'), 'NOT_ELIGIBLE'],
    ['58,000 fen and 2 left over', withIncome('174002'), null],
    ['schooling up to half above the line', withIncome('261000', { causes: ['SCHOOLING'] }), null],
    ['1 fen for each above that', withIncome('261003', { causes: ['SCHOOLING'] }), 'NOT_ELIGIBLE'],
    ['an accident without proof', withIncome('900000', { causes: ['ACCIDENT'] }), 'NOT_ELIGIBLE'],
    ['an accident with proof', withIncome('900000', { causes: ['ACCIDENT'], evidenceRef: '事故认定书' }), null],
    ['illness without a separate consent (2.5.7)', householdInput({ causes: ['ILLNESS'] }), 'CONSENT_REQUIRED'],
    ['a fraction of a fen (2.5.7)', withIncome(1.5 as never), 'BAD_USER_INPUT'],
    ['a negative income (2.5.7)', withIncome('-1'), 'BAD_USER_INPUT'],
    ['2^63 fen', withIncome('9223372036854775808'), 'BAD_USER_INPUT'],
    ['an income beyond any', withIncome('9223372036854775807'), 'BAD_USER_INPUT'],
    ['nobody', householdInput({ members: [] }), 'BAD_USER_INPUT'],
    ['another head than named', householdInput({ headId: newId() }), 'BAD_USER_INPUT'],
    ['another district', householdInput({ districtCode: '110101' }), 'FORBIDDEN'],
  ])('%s: %s', async (_, input, expected) => {
    expect(await code(officer, 'openHardshipFile', input)).toBe(expected);
  });

  test('health is kept with a separate consent for it, and no other', async () => {
    const ill = () => householdInput({ causes: ['ILLNESS'] });
    const [joint, other, withdrawn, given] = [ill(), ill(), ill(), ill()];
    await consentToHealth(subgraph, joint.headId, { separate: false });
    await consentToHealth(subgraph, other.headId, { scope: ['card'] });
    await consentToHealth(subgraph, withdrawn.headId, { withdrawnAt: '2013-09-01T12:00:00Z' });
    await consentToHealth(subgraph, given.headId);
    for (const input of [joint, other, withdrawn])
      expect(await code(officer, 'openHardshipFile', input)).toBe('CONSENT_REQUIRED');
    expect(await opened(subgraph, given)).toMatchObject({ category: 'SUBSISTENCE', causes: ['ILLNESS'] });
  });

  test('repeated under its key it gives the same file, and with another household it is refused', async () => {
    const input = { ...householdInput(), idempotencyKey: newId() };
    const first = await act(subgraph, officer, 'openHardshipFile', input);
    expect(first.errors).toBeUndefined();
    expect(await act(subgraph, officer, 'openHardshipFile', input)).toEqual(first);
    expect(await code(officer, 'openHardshipFile', { ...input, address: '另一地址' })).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('FND-INV-4: one open file a household, and no person in two; free again when it is over', async () => {
    const input = householdInput();
    const file = await opened(subgraph, input);
    expect(await code(officer, 'openHardshipFile', { ...input })).toBe('HOUSEHOLD_FILE_EXISTS');
    const moved = householdInput();
    const sameChild = { ...moved, members: [...moved.members.slice(0, 2), { ...input.members[2], nameZh: '另一写法' }] };
    expect(await code(officer, 'openHardshipFile', sameChild)).toBe('HOUSEHOLD_FILE_EXISTS');
    await done(subgraph, approver, 'rejectFile', { ...stepOf(file), note: '材料不实' });
    expect(await code(officer, 'openHardshipFile', sameChild)).toBeNull();
    expect(await code(officer, 'openHardshipFile', input)).toBe('HOUSEHOLD_FILE_EXISTS');
  });

  test('FND-INV-4: somebody with a record is in one open household, whatever identity number is written down', async () => {
    const input = householdInput();
    const grown = { memberId: newId(), relation: 'CHILD', identityNumber: identityNumber(), monthlyIncomeFen: '0' };
    const file = await opened(subgraph, { ...input, members: [...input.members, grown] });
    const other = householdInput();
    const again = { ...other, members: [...other.members, { ...grown, identityNumber: identityNumber() }] };
    const own = { ...grown, relation: 'SELF', identityNumber: identityNumber() };
    const alone = householdInput({ headId: grown.memberId, members: [own] });
    for (const wish of [again, alone]) expect(await code(officer, 'openHardshipFile', wish)).toBe('HOUSEHOLD_FILE_EXISTS');
    await done(subgraph, approver, 'rejectFile', { ...stepOf(file), note: '材料不实' });
    const codes = await Promise.all([again, alone, again, alone].map((wish) => code(officer, 'openHardshipFile', { ...wish })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'HOUSEHOLD_FILE_EXISTS')).toHaveLength(3);
  });

  test('a household has one spouse of the head, and each record once', async () => {
    const input = householdInput();
    const [head, spouse] = input.members;
    const second = { ...spouse, nameZh: '另一配偶', identityNumber: identityNumber() };
    const twice = { ...head, relation: 'SIBLING', identityNumber: identityNumber() };
    for (const more of [second, twice])
      expect(await code(officer, 'openHardshipFile', { ...input, members: [...input.members, more] })).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['a parent younger than the head', 'PARENT', '1971-01-01', 'VALIDATION_FAILED'],
    ['a parent born a day before the head', 'PARENT', '1969-12-31', null],
    ['a child older than the head', 'CHILD', '1969-12-31', 'VALIDATION_FAILED'],
    ['a child born a day after the head', 'CHILD', '1970-01-02', null],
    ['a spouse of a year', 'SPOUSE', '2012-09-01', 'VALIDATION_FAILED'],
    ['a spouse who is 16 tomorrow', 'SPOUSE', '1997-09-03', 'VALIDATION_FAILED'],
    ['a spouse who is 16 today', 'SPOUSE', '1997-09-02', null],
    ['a parent born in 1910', 'PARENT', '1910-05-01', null],
    ['a grandparent born in 2011', 'GRANDPARENT', '2011-05-01', 'VALIDATION_FAILED'],
    ['a grandparent 20 years older but for a day', 'GRANDPARENT', '1950-01-02', 'VALIDATION_FAILED'],
    ['a grandparent 20 years older', 'GRANDPARENT', '1950-01-01', null],
    ['a younger sibling', 'SIBLING', '2012-01-01', null],
  ])('%s', async (_, relation, birthDate, expected) => {
    const [head] = householdInput().members;
    const members = [
      { ...head, monthlyIncomeFen: '1', birthDate: '1970-01-01' },
      { nameZh: '测试家人', relation, identityNumber: identityNumber(), birthDate, monthlyIncomeFen: '0' },
    ];
    const { errors } = await act(subgraph, officer, 'openHardshipFile', householdInput({ headId: head?.memberId, members }));
    expect(errors?.[0]?.extensions.code ?? null).toBe(expected);
    if (expected) expect(errors?.[0]?.extensions).toMatchObject({ field: 'members.1.relation' });
  });

  test('FND-INV-4: of 20 households at once that share a person one gets a file', async () => {
    const shared = { nameZh: '共同老人', relation: 'PARENT', identityNumber: identityNumber(), monthlyIncomeFen: '0' };
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => {
        const input = householdInput();
        return code(officer, 'openHardshipFile', { ...input, members: [...input.members, shared] });
      }),
    );
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'HOUSEHOLD_FILE_EXISTS')).toHaveLength(19);
  });

  test('what visitors found is kept in its lines, up to 2,000 characters', async () => {
    const findings = `${'房屋漏雨，'.repeat(150)}\n家中有病人`;
    await listVisitors(subgraph);
    const visit = { ...stepOf(await opened(subgraph)), visitorIds: visitors, visitedAt: '2013-09-02' };
    const { file } = await payload(subgraph, officer, 'recordHomeVisit', { ...visit, findings });
    const { data } = await subgraph.ask(caseworker, 'query ($id: ID!) { hardshipFile(id: $id) { visits { findings } } }', file);
    expect(data.hardshipFile.visits).toEqual([{ findings }]);
  });
});
