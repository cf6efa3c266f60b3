import iconv from 'iconv-lite';
import { bytesOf, decodeFile, isMisread } from './decodeFile.ts';

const TEXT = '姓名,身份证号\n王秀兰,1\n买买提·吐尔逊,2\n𠮷田,3\n';

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16 little-endian', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
  ['UTF-16 big-endian', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
  ['UTF-16 little-endian without a mark', iconv.encode(TEXT, 'utf-16le')],
  ['UTF-16 big-endian without a mark', iconv.encode(TEXT, 'utf-16be', { addBOM: false })],
  ['GB18030', iconv.encode(TEXT, 'gb18030')],
])('S-29: a file saved in %s', (_, bytes) => {
  expect(decodeFile(bytes)).toBe(TEXT);
});

test('S-29: GBK as Excel saves it', () => {
  const text = TEXT.replace('𠮷', '吉');
  expect(decodeFile(iconv.encode(text, 'gbk'))).toBe(text);
});

test('S-29: one row with lost bytes in a file of UTF-8 stays that row’s fault', () => {
  const many = Array.from({ length: 50 }, (_, n) => `李建国,${n}\n`).join('');
  const bytes = Buffer.concat([Buffer.from(TEXT + many), Buffer.from([0xe7, 0x8e, 0x2c, 0x31, 0x0a]), Buffer.from(many)]);
  expect(decodeFile(bytes)).toBe(`${TEXT}${many}\ufffd,1\n${many}`);
});

test.each(['first', 'last'])('S-29: a row in GBK, the %s in a file of UTF-8, stays that row’s fault', (place) => {
  const rows = '张三丰,1\n欧阳修,2\n诸葛亮,3\n司马迁,4\n';
  const odd = iconv.encode('李乙,5\n', 'gbk');
  const bytes = place === 'first' ? [odd, Buffer.from(rows)] : [Buffer.from(rows), odd];
  const text = decodeFile(Buffer.concat(bytes));
  expect(text).toContain(rows);
  expect(text).toContain('\ufffd');
});

test.each([
  ['a workbook', [0x50, 0x4b, 0x03, 0x04, 1], /Excel workbook/],
  ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0], /old Excel/],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], /PDF/],
  ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d], /picture/],
  ['a JPEG', [0xff, 0xd8, 0xff, 0xe0], /picture/],
  ['a program', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0], /not a text/],
])('S-29: %s is said', (_, bytes, said) => {
  expect(() => decodeFile(Uint8Array.from(bytes))).toThrow(said);
});

const HEADING = 'name,identity_number,employment_kind\n';
test('S-29: Big5 is refused, whatever its heading; names in GBK are not taken for it', () => {
  const traditional = ['張國榮', '陳大文', '李嘉誠', '黃淑芬', '歐陽娜娜', '鄭裕彤', '郭台銘', '吳敦義'].map(
    (name, n) => `${name},${n},CASUAL\n`,
  );
  for (const row of traditional) {
    for (const heading of [HEADING, '姓名,身份證號,就業類型\n'])
      expect(() => decodeFile(iconv.encode(heading + row, 'big5'))).toThrow(/Big5/);
  }
  const all = HEADING + traditional.join('');
  expect(() => decodeFile(iconv.encode(all, 'big5'))).toThrow(/Big5/);
  const simplified = `${HEADING}${['王秀兰', '李建国', '刘春花', '赵志强', '欧阳娜娜', '张喆'].map((name, n) => `${name},${n},CASUAL\n`).join('')}`;
  expect(decodeFile(iconv.encode(simplified, 'gbk'))).toBe(simplified);
});

test('S-29: characters that read as common ones in GBK and in Big5 are refused, and told by a Chinese heading', () => {
  const row = '高波,1,CASUAL\n';
  expect(() => decodeFile(iconv.encode(HEADING + row, 'gbk'))).toThrow(/in GBK with characters that could be either/);
  expect(decodeFile(iconv.encode(`姓名,身份证号,就业类型\n${row}`, 'gbk'))).toContain('高波');
});

test('S-29: a NUL in a file of UTF-8 is the fault of its row', () => {
  const many = Array.from({ length: 50 }, (_, n) => `李建国,${n}\n`).join('');
  expect(decodeFile(Buffer.from(`${many}王\u0000,1\n`))).toBe(`${many}王\u0000,1\n`);
});

test('S-29: Base64 in lines, and what is none', () => {
  expect(Buffer.from(bytesOf('546L\n56eA\n5YWw')).toString()).toBe('王秀兰');
  for (const text of ['abc', '王秀兰=', 'YQ=', 'a-_b']) expect(() => bytesOf(text)).toThrow(/Base64/);
});

test.each([
  ['ÕÅÈý', true],
  ['ÍõÐãÀ¼', true],
  [iconv.decode(Buffer.from('张三'), 'latin1'), true],
  [iconv.decode(Buffer.from('张三丰'), 'windows-1252'), true],
  [iconv.decode(Buffer.from('张三'), 'gbk'), true],
  [iconv.decode(Buffer.from('王秀兰子'), 'gbk'), true],
  ['å¼ ä¸‰', true],
  ['çŽ‹', true],
  ['张三', false],
  ['联通', false],
  ['欧阳娜娜', false],
  ['𠮷田', false],
  ['买买提·吐尔逊', false],
  ['José', false],
  ['François Müller', false],
  ['Åse Ævar', false],
  ['Zhang San', false],
])('S-29: whether «%s» was read in another encoding: %s', (text, misread) => {
  expect(isMisread(text)).toBe(misread);
});
