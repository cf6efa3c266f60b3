import { identityCheckDigit } from '@union-graph/identity';
import { inChineseDigits, inventedNumber } from '@union-graph/testing';
import iconv from 'iconv-lite';
import { buildEnterprise, buildWorker } from '../../test/builders/index.ts';
import { useImports } from '../../test/imports.ts';

describe('faults in the rows of an import (S-29)', () => {
  const { subgraph, union, send, fresh, run, members } = useImports();

  test('each fault of a row is told by its code and column, in both languages, and leaves the others alone', async () => {
    const employer = await buildEnterprise(subgraph().sql);
    const other = await buildWorker(subgraph().sql);
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
        `名,${number(14)},退休,,no,,,${employer.org_code},box`,
      ].join('\n'),
    });
    expect(batch).toMatchObject({ accepted: 2, rejected: 14 });
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
      [16, 'BAD_USER_INPUT', 'employer_org_code'],
    ]);
    for (const { message, messageZh } of batch.errors) {
      expect(message).toMatch(/^[\x20-\x7e]+\.$/);
      expect(messageZh).toMatch(/[一-龥].*。$/);
    }
  });

  test('an employer is found by its organisation code and by its credit code, as either is registered', async () => {
    await buildEnterprise(subgraph().sql, { org_code: '712345672' });
    await buildEnterprise(subgraph().sql, { org_code: '91350100M000100Y43' });
    const codes = ['712345672', '71234567-2', '911101057123456724', 'M000100Y4', '91350100M000100Y43'];
    const rows = codes.map((code, n) => `名${inChineseDigits(n)},${inventedNumber(915_000 + n)},REGULAR,${code},box`);
    const batch = await run({
      evidenceRef: null,
      file: ['name,identity_number,employment_kind,employer_org_code,evidence_ref', ...rows].join('\n'),
    });
    expect(batch).toMatchObject({ accepted: codes.length, errors: [] });
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
    expect((await members()).map(({ name_zh }) => name_zh)).toEqual(['买买提·吐尔逊', '名字', '王秀兰']);
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
    expect(await subgraph().sql('select distinct employment_kind as kind from member where union_id = $1', [union().id])).toEqual(
      [{ kind: 'CASUAL' }],
    );
  });

  test('S-29: a heading whose characters are set apart is read', async () => {
    const file = fresh(1).replace(/^[a-z]+/, '姓　名');
    expect(await run({ file })).toMatchObject({ status: 'COMPLETED', accepted: 1 });
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
    ['a heading alone', { file: '姓名,身份证号,就业类型\n' }, /has none/],
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
});
