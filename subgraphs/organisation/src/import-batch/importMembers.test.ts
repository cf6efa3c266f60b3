import { identityCheckDigit } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  eventually,
  inChineseDigits,
  inventedNumber,
  key,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import iconv from 'iconv-lite';
import { inventedFile } from '../../test/builders/importFile.ts';
import { buildEnterprise, buildJointUnion, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const IMPORT = `mutation ($input: ImportMembersInput!) { importMembers(input: $input) { batch {
  id status statusZh dryRun total processed accepted rejected progressBp union { id } } } }`;
const BATCH = `query ($id: ID!, $after: Int) { importBatch(id: $id) { status statusZh total processed accepted rejected progressBp finishedAt
  errors(first: 1000, afterRow: $after) { row line field code message messageZh } } }`;

describe('importMembers (S-29)', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  let nextPerson = 0;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());
  beforeEach(async () => {
    union = await buildJointUnion(subgraph.sql);
  });

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const officer = () => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
  const send = (input: object, viewer: Viewer = officer()) =>
    subgraph.ask(viewer, IMPORT, {
      input: { idempotencyKey: key(), unionId: union.id, dryRun: false, evidenceRef: 'box-7', file: fresh(2), ...input },
    });
  /** A file of people who were in none before. */
  const fresh = (count: number): string => {
    nextPerson += count;
    return inventedFile(count, nextPerson - count);
  };
  const look = async (id: string, viewer: Viewer = officer(), after?: number) =>
    (await subgraph.ask(viewer, BATCH, { id, after })).data.importBatch;
  const done = (id: string, viewer?: Viewer) =>
    eventually(async () => {
      const batch = await look(id, viewer);
      return batch.finishedAt && batch;
    });
  const run = async (input: object, viewer?: Viewer) => {
    const { data, errors } = await send(input, viewer);
    expect(errors).toBeUndefined();
    return done(data.importMembers.batch.id);
  };
  const members = () =>
    subgraph.sql<Record<string, unknown>>(
      'select name_zh, member_no, membership_status, scope_path, district_code, identity_masked, phone_masked, birth_year, identity_birth_year, gender, joined_at::text, version from member where union_id = $1 order by name_zh, id',
      [union.id],
    );
  const counted = async () =>
    (
      await subgraph.sql(
        'select member_count as members, female_member_count as women, migrant_member_count as migrants from trade_union where id = $1',
        [union.id],
      )
    )[0];

  test('2.1.7: one bad row of 1,000 → 999 accepted, one row error, PARTIAL', async () => {
    const lines = fresh(1000).split('\r\n');
    lines[500] = (lines[500] as string).replace(/,\d{17}[\dX],/, ',110101190001011234,');
    const batch = await run({ file: lines.join('\r\n') });
    expect(batch).toMatchObject({
      status: 'PARTIAL',
      statusZh: '部分通过',
      total: 1000,
      processed: 1000,
      accepted: 999,
      rejected: 1,
      progressBp: 10000,
    });
    expect(batch.errors).toEqual([
      {
        row: 500,
        line: 501,
        field: 'identity_number',
        code: 'BAD_USER_INPUT',
        message: expect.any(String),
        messageZh: '身份证号有误：应为18位且校验码正确。',
      },
    ]);
    const joined = await members();
    expect(joined).toHaveLength(999);
    expect(new Set(joined.map(({ member_no }) => member_no)).size).toBe(999);
    expect(await counted()).toEqual({
      members: 999,
      women: joined.filter(({ gender }) => gender === 'FEMALE').length,
      migrants: 999,
    });
    const [consents] = await subgraph.sql(
      `select count(*)::int as count from consent c join member m on m.id = c.member_id where m.union_id = $1 and c.evidence_ref = 'box-7'`,
      [union.id],
    );
    expect(consents).toEqual({ count: 999 });
    // Every new member is told of once.
    const told = await subgraph.sql<{ id: string; type: string }>(
      `select event->>'subject' as id, event->>'type' as type from event_delivery where event->'data'->>'unionId' = $1`,
      [union.id],
    );
    expect([told.length, new Set(told.map(({ id }) => id)).size, told[0]?.type]).toEqual([
      999,
      999,
      'organisation.member.joined',
    ]);
  });

  test('what is kept of a person: masks, a keyed hash, what the number tells, and nothing once the row is done', async () => {
    const digits = '11010519870307002';
    const number = digits + identityCheckDigit(digits);
    const batch = await run({
      file: `name,identity_number,employment_kind,phone,joined_on,evidence_ref\n"采集·乙",${number},CASUAL,13900001234,2013-09-01,drawer-3`,
    });
    expect(batch).toMatchObject({ status: 'COMPLETED', errors: [] });
    expect(await members()).toEqual([
      expect.objectContaining({
        name_zh: '采集·乙',
        member_no: expect.stringMatching(/^BJ\d{8}$/),
        identity_masked: `${number.slice(0, 3)}***********${number.slice(-4)}`,
        phone_masked: '139****1234',
        birth_year: 1987,
        identity_birth_year: 1987,
        gender: 'FEMALE',
        joined_at: '2013-09-01',
        district_code: '110105',
        scope_path: union.scope_path,
        version: 1,
      }),
    ]);
    const everywhere = await rowsThatHold([number, '13900001234']);
    expect(everywhere).toEqual([]);
    expect(await subgraph.sql('select 1 from import_row where worker is not null')).toEqual([]);
  });

  test('a dry run checks the same and writes nothing', async () => {
    const file = `${fresh(600)}\r\n采集丙,1,CASUAL,,`;
    const dry = await run({ file, dryRun: true });
    expect(dry).toMatchObject({ status: 'PARTIAL', accepted: 600, rejected: 1 });
    expect(await members()).toEqual([]);
    expect(await counted()).toMatchObject({ members: 0 });
    expect(await run({ file })).toMatchObject({ status: 'PARTIAL', accepted: 600, rejected: 1 });
    expect(await counted()).toMatchObject({ members: 600 });
  });

  test('ORG-INV-2: somebody who is a member anywhere is not taken again; the same file twice adds nobody', async () => {
    const file = fresh(3);
    expect(await run({ file })).toMatchObject({ status: 'COMPLETED', accepted: 3 });
    const again = await run({ file });
    expect(again).toMatchObject({ status: 'REJECTED', accepted: 0, rejected: 3 });
    expect(new Set(again.errors.map(({ code }: { code: string }) => code))).toEqual(new Set(['MEMBERSHIP_EXISTS']));
    expect(await counted()).toMatchObject({ members: 3 });
  });

  test('one who left joins again with the record they had; another name on it, and the dead, do not', async () => {
    const file = fresh(3);
    await run({ file });
    const at = ({ name_zh }: Record<string, unknown>) => file.indexOf(`${name_zh},`);
    const [first, second, third] = (await members()).sort((one, other) => at(one) - at(other));
    await subgraph.sql(
      `update member set membership_status = 'LEFT', union_id = null, joined_at = null, scope_path = '/city/110105/' where union_id = $1`,
      [union.id],
    );
    await subgraph.sql(
      'update trade_union set member_count = 0, female_member_count = 0, migrant_member_count = 0 where id = $1',
      [union.id],
    );
    await subgraph.sql(`update member set membership_status = 'DECEASED' where member_no = $1`, [second?.member_no]);
    await subgraph.sql(`update member set name_zh = '别名' where member_no = $1`, [third?.member_no]);
    const batch = await run({ file });
    expect(batch).toMatchObject({ accepted: 1, rejected: 2 });
    expect(batch.errors.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['VALIDATION_FAILED', 'identity_number'],
      ['VALIDATION_FAILED', 'name'],
    ]);
    expect(await members()).toEqual([expect.objectContaining({ member_no: first?.member_no, version: 2 })]);
    expect(await counted()).toMatchObject({ members: 1 });
  });

  test('each fault of a row is told by its code and column, in both languages, and leaves the others alone', async () => {
    const employer = await buildEnterprise(subgraph.sql);
    const other = await buildWorker(subgraph.sql);
    expect(other.id).toEqual(expect.any(String));
    const number = (n: number) => inventedNumber(910_000 + n);
    const batch = await run({
      evidenceRef: null,
      file: [
        'name,identity_number,employment_kind,phone,migrant,joined_on,district_code,employer_org_code,evidence_ref',
        `好,${number(1)},CASUAL,,no,,,,box`,
        `,${number(2)},CASUAL,,no,,,,box`,
        `名,11010119000101123,CASUAL,,no,,,,box`,
        `名,${number(1)},CASUAL,,no,,,,box`,
        `名,${number(3)},CASUAL,12,no,,,,box`,
        `名,${number(4)},PLUMBER,,no,,,,box`,
        `名,${number(5)},CASUAL,,perhaps,,,,box`,
        `名,${number(6)},CASUAL,,no,2013-10-20,,,box`,
        `名,${number(7)},CASUAL,,no,,,,`,
        `名,${number(8)},CASUAL,,no,,110199,,box`,
        `名,${number(9)},CASUAL,,no,,,000000000,box`,
        `名,${number(10)},REGULAR,,no,,,${employer.org_code},box`,
        `\u200b,${number(11)},CASUAL,,no,,,,box`,
        `名,${number(12)},CASUAL,,no,,,,box\u0001`,
        `名,${number(13)},CASUAL,,no,,,,${'x'.repeat(301)}`,
      ].join('\n'),
    });
    expect(batch).toMatchObject({ accepted: 2, rejected: 13 });
    expect(batch.errors.map(({ row, code, field }: Record<string, unknown>) => [row, code, field])).toEqual([
      [2, 'BAD_USER_INPUT', 'name'],
      [3, 'BAD_USER_INPUT', 'identity_number'],
      [4, 'DUPLICATE', 'identity_number'],
      [5, 'BAD_USER_INPUT', 'phone'],
      [6, 'BAD_USER_INPUT', 'employment_kind'],
      [7, 'BAD_USER_INPUT', 'migrant'],
      [8, 'BAD_USER_INPUT', 'joined_on'],
      [9, 'CONSENT_REQUIRED', 'evidence_ref'],
      [10, 'BAD_USER_INPUT', 'district_code'],
      [11, 'BAD_USER_INPUT', 'employer_org_code'],
      [13, 'BAD_USER_INPUT', 'name'],
      [14, 'BAD_USER_INPUT', null],
      [15, 'BAD_USER_INPUT', null],
    ]);
    for (const { message, messageZh } of batch.errors) {
      expect(message).toMatch(/^[\x20-\x7e]+\.$/);
      expect(messageZh).toMatch(/[一-龥].*。$/);
    }
  });

  test('C-17, S-29: what cannot be read, or cannot be, is that row’s, with its line', async () => {
    const number = (n: number) => inventedNumber(920_000 + n);
    const born = (digits: string) => digits + identityCheckDigit(digits);
    const batch = await run({
      file: [
        'name;identity_number;employment_kind;phone;joined_on;evidence_ref',
        `王\u3000秀兰;${number(1)};CASUAL;;;`,
        '',
        `\ufffd\ufffd\ufffd;${number(2)};CASUAL;;;`,
        `ÕÅÈý;${number(3)};CASUAL;;;`,
        `寮犱笁;${number(4)};CASUAL;;;`,
        `名;${number(5)};CASUAL;;;;;surplus`,
        `"名;${number(6)};CASUAL;;;`,
        `名;${born('11010519800231002')};CASUAL;;;`,
        `名;${born('11010520990101002')};CASUAL;;;`,
        `名;${born('11010520050101002')};CASUAL;;;`,
        `名;${number(7)};CASUAL;;0001-01-01;`,
        `名;${born('11010519900601002')};CASUAL;;2006-05-31;`,
        `"名\n字";${number(8)};CASUAL;;;`,
        `王\ue863;${number(9)};CASUAL;;;`,
        `买买提・吐尔逊;${number(10).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))};CASUAL;;;`,
        `王\u0000;${number(11)};CASUAL;;;`,
        `王\ud842;${number(12)};CASUAL;;;`,
      ].join('\r\n'),
    });
    expect(batch.errors.map(({ row, line, code, field }: Record<string, unknown>) => [row, line, code, field])).toEqual([
      [2, 4, 'BAD_USER_INPUT', null],
      [3, 5, 'BAD_USER_INPUT', null],
      [4, 6, 'BAD_USER_INPUT', null],
      [5, 7, 'BAD_USER_INPUT', null],
      [6, 8, 'BAD_USER_INPUT', null],
      [7, 9, 'BAD_USER_INPUT', 'identity_number'],
      [8, 10, 'BAD_USER_INPUT', 'identity_number'],
      [9, 11, 'VALIDATION_FAILED', 'identity_number'],
      [10, 12, 'BAD_USER_INPUT', 'joined_on'],
      [11, 13, 'VALIDATION_FAILED', 'joined_on'],
      [13, 16, 'BAD_USER_INPUT', 'name'],
      [15, 18, 'BAD_USER_INPUT', 'name'],
      [16, 19, 'BAD_USER_INPUT', null],
    ]);
    expect((await members()).map(({ name_zh }) => name_zh)).toEqual(['买买提·吐尔逊', '名 字', '王 秀兰']);
    expect(batch.errors.map(({ messageZh }: { messageZh: string }) => messageZh)).toEqual(
      expect.arrayContaining([expect.stringMatching('乱码'), expect.stringMatching('引号')]),
    );
  });

  test('C-17: what a lossy conversion leaves, digits, signs and formulas are no names; each fault has its own sentence', async () => {
    const number = (n: number) => inventedNumber(930_000 + n);
    const none = ['??', '???', '12345', '--', '·', '😀😀', '=1+1', '@SUM(A1)', '<b>x</b>', '王3', '一'.repeat(61)];
    const unseen = ['王\u200b兰', '王\u202e兰', '王\u0007兰'];
    const good = ['𠮷田', '李〇', '买买提・吐尔逊', 'Jean-Luc O’Neill', 'J. R. Smith'];
    const names = [...none, ...unseen, ...good];
    const batch = await run({
      file: [
        'name,identity_number,employment_kind',
        ...names.map((name, n) => `"${name}",${number(n)},CASUAL`),
        '王秀兰',
        ',1,CASUAL',
      ].join('\n'),
    });
    expect(batch.accepted).toBe(good.length);
    expect(batch.errors.map(({ field, message }: { field: string; message: string }) => [field, message.split('.')[0]])).toEqual([
      ...none.map(() => ['name', 'The name is not one']),
      ...unseen.map(() => ['name', expect.stringMatching(/^The name has characters that cannot be seen/)]),
      [null, expect.stringMatching(/^The row ends before the columns/)],
      ['name', 'The row has no name'],
    ]);
  });

  test('S-29: days and kinds of employment as spreadsheets and forms in China write them', async () => {
    const days = ['2013-09-01', '2013/9/1', '2013.09.01', '2013年9月1日', '２０１３／０９／０１'];
    const kinds = ['casual', '零散就业', '灵活就业', 'CASUAL', '零散就业'];
    const rows = days.map((day, n) => `采集${inChineseDigits(n)},${inventedNumber(940_000 + n)},${kinds[n]},${day}`);
    const bad = ['2013/9-1', '2013/13/1', '20130901', '41518', '2013年9月31日'].map(
      (day, n) => `坏日,${inventedNumber(941_000 + n)},CASUAL,${day}`,
    );
    const strange = ['constructor', '水管工'].map((kind, n) => `坏业,${inventedNumber(942_000 + n)},${kind},`);
    const batch = await run({ file: ['姓名,身份证号,就业类型,入会日期', ...rows, ...bad, ...strange].join('\n') });
    expect(batch.errors.map(({ field }: { field: string }) => field)).toEqual([
      ...bad.map(() => 'joined_on'),
      ...strange.map(() => 'employment_kind'),
    ]);
    expect((await members()).map(({ joined_at }) => joined_at)).toEqual(days.map(() => '2013-09-01'));
    expect(await subgraph.sql('select distinct employment_kind as kind from member where union_id = $1', [union.id])).toEqual([
      { kind: 'CASUAL' },
    ]);
  });

  test('2.1.7: a row that is no CSV among 1,000 is one row error', async () => {
    for (const bad of ['"采集坏,1,CASUAL', '采集"坏,1,CASUAL', '"采集"坏,1,CASUAL']) {
      const lines = fresh(1000).split('\r\n');
      lines[500] = bad;
      expect(await run({ file: lines.join('\r\n') })).toMatchObject({
        status: 'PARTIAL',
        accepted: 999,
        rejected: 1,
        errors: [{ row: 500, line: 501, code: 'BAD_USER_INPUT' }],
      });
    }
  });

  test.each([
    ['gb18030', false],
    ['utf-16le', true],
    ['utf-16le', false],
    ['utf-16be', false],
    ['utf-8', true],
  ])('S-29: a file in %s, with a byte order mark: %s, comes as its bytes', async (encoding, addBOM) => {
    const bytes = iconv.encode(fresh(2), encoding, { addBOM });
    const batch = await run({ file: null, fileBase64: bytes.toString('base64') });
    expect(batch).toMatchObject({ status: 'COMPLETED', accepted: 2 });
    for (const { name_zh } of await members()) expect(name_zh).toMatch(/^采集甲[〇一二三四五六七八九]+$/);
  });

  test.each([
    ['empty', { file: '' }, /empty/],
    ['of blanks', { file: ' \n\n' }, /empty/],
    ['a heading alone', { file: '姓名,身份证号,就业类型\n' }, /has 0/],
    ['without a column', { file: 'name,identity_number\n名,1' }, /lacks employment_kind/],
    [
      'with a column twice',
      { file: 'name,identity_number,employment_kind,姓名\n名,1,CASUAL,名' },
      /"name" \(column 1\), "姓名" \(column 4\)/,
    ],
    ['with a strange column', { file: 'name,identity_number,employment_kind,工资\n名,1,CASUAL,1' }, /"工资" \(column 4\)/],
    ['with a column without a name', { file: 'name,,identity_number,employment_kind\n名,,1,CASUAL' }, /"" \(column 2\)/],
    ['no CSV in its heading', { file: 'name,"identity_number,employment_kind\n名,1,CASUAL' }, /line 1, column 2/],
    ['no CSV in all its rows', { file: 'name,identity_number,employment_kind\n\n名,"1' }, /line 3, column 2/],
    ['GBK read as UTF-8', { file: new TextDecoder().decode(iconv.encode('姓名,身份证号,就业类型\n名,1,CASUAL', 'gbk')) }, /GBK/],
    [
      'GBK read as Latin-1',
      { file: iconv.decode(iconv.encode('姓名,身份证号,就业类型\n名,1,CASUAL', 'gbk'), 'latin1') },
      /encoding/,
    ],
    [
      'Big5',
      {
        file: null,
        fileBase64: iconv.encode('name,identity_number,employment_kind\n張國榮,1,CASUAL', 'big5').toString('base64'),
      },
      /Big5/,
    ],
    ['a picture', { file: null, fileBase64: 'iVBORw0KGgoAAAANSUhEUg==' }, /picture, not CSV/],
    ['a workbook', { file: null, fileBase64: 'UEsDBBQABgAIAAAA' }, /Excel/],
    ['no Base64', { file: null, fileBase64: '姓名' }, /Base64/],
    ['none', { file: null }, /one of the two/],
    ['two', { fileBase64: 'YQ==' }, /one of the two/],
  ])('a file that is %s is refused with what is wrong', async (_, input, said) => {
    const { errors } = await send(input);
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(said), extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('files that are none, strangers, other roles, closed unions and replays', async () => {
    const code = (input: object, viewer?: Viewer) => subgraph.code(send(input, viewer));
    expect(await code({ file: '' })).toBe('BAD_USER_INPUT');
    expect(await code({ file: 'name,identity_number\n名,1' })).toBe('BAD_USER_INPUT');
    expect(await code({ file: `${fresh(1).replace('姓名', '姓名,工资')}` })).toBe('BAD_USER_INPUT');
    expect(await code({ file: inventedFile(10_001, 2_000_000) })).toBe('BAD_USER_INPUT');
    expect(await code({ file: 'name,identity_number,employment_kind\n"a,b,c' })).toBe('BAD_USER_INPUT');
    expect(await code({ unionId: newId() })).toBe('NOT_FOUND');
    expect(await code({}, staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await code({}, staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code({}, member(newId()))).toBe('FORBIDDEN');
    const [once, viewer, file] = [key(), officer(), fresh(2)];
    const first = await send({ idempotencyKey: once, file }, viewer);
    expect(await send({ idempotencyKey: once, file }, viewer)).toEqual(first);
    expect(await code({ idempotencyKey: once, file: fresh(2) }, viewer)).toBe('IDEMPOTENCY_MISMATCH');
    const { id } = first.data.importMembers.batch;
    await done(id);
    expect(await look(id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBeNull();
    expect(await look(id, member(newId()))).toBeNull();
    await subgraph.sql(`update trade_union set status = 'SUSPENDED' where id = $1`, [union.id]);
    expect(await code({})).toBe('VALIDATION_FAILED');
  });

  test('two imports of the same people at once: each person is in one union once', async () => {
    const other = await buildJointUnion(subgraph.sql);
    const file = fresh(700);
    const one = await send({ file });
    const two = await subgraph.ask(staff(newId(), 'JOINT_UNION_OFFICER', other.scope_path), IMPORT, {
      input: { idempotencyKey: key(), unionId: other.id, dryRun: false, evidenceRef: 'box-8', file },
    });
    const [first, second] = await Promise.all(
      [one, two].map(({ data }) => done(data.importMembers.batch.id, staff(newId(), 'CITY_DEPT'))),
    );
    expect(first.accepted + second.accepted).toBe(700);
    const [doubles] = await subgraph.sql(
      `select count(*)::int as count from (select identity_hash from member where membership_status = 'ACTIVE' group by 1 having count(*) > 1) d`,
    );
    expect(doubles).toEqual({ count: 0 });
  });

  test('10,000 rows, as many as are promised, fit into the 3 MiB that a request may have', async () => {
    const wide = `${'x'.repeat(60)}档案柜`;
    const file = `${fresh(10_000).replaceAll('\r\n', `,${wide}\r\n`)},${wide}`.replace(`外来务工,${wide}`, '外来务工,凭证');
    const input = { file: null, fileBase64: Buffer.from(file).toString('base64'), dryRun: true };
    expect(Buffer.byteLength(JSON.stringify({ query: IMPORT, variables: { input } }))).toBeLessThan(3 * 1_048_576);
    const { data, errors } = await send(input);
    expect(errors).toBeUndefined();
    expect(data.importMembers.batch).toMatchObject({ total: 10_000, rejected: 0 });
  });

  test('errors are read page by page', async () => {
    const file = ['name,identity_number,employment_kind', ...Array.from({ length: 30 }, () => '名,1,CASUAL')].join('\n');
    const { data } = await send({ file });
    const rest = await look(data.importMembers.batch.id, officer(), 25);
    expect(rest).toMatchObject({ status: 'REJECTED', progressBp: 10000 });
    expect(rest.errors.map(({ row }: { row: number }) => row)).toEqual([26, 27, 28, 29, 30]);
  });

  /** Every row of the database, the job queue's too, that has one of the texts in it. */
  async function rowsThatHold(texts: readonly string[]): Promise<string[]> {
    const tables = await subgraph.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      for (const text of texts) {
        const [row] = await subgraph.sql(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [text]);
        if (row) found.push(`${name} holds ${text}`);
      }
    expect(tables.length).toBeGreaterThan(20);
    return found;
  }
});
