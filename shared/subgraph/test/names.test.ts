import {
  checkedName,
  checkedPersonName,
  isPersonName,
  keptNameBeginning,
  keptPersonName,
  keptText,
  type Refusal,
} from '../src/index.ts';

test.each([
  '王秀兰',
  '𠮷田',
  '王\u{323b0}',
  '李〇',
  '〇',
  '买买提·吐尔逊',
  'マイク・スミス',
  'José Öberg',
  "Jean-Luc O'Neill",
  "'t Hooft",
  'Martin Jr.',
  'Иванов И. И.',
  "D'Arcy",
  'J. R. Smith',
  'Александр',
  'ﺃﺣﻤﺪ',
  'हरि',
  'སྒྲོལ',
  'Nguyễn Thị Hạnh',
  '一'.repeat(60),
])('C-17: %s is the name of a person', (name) => {
  expect(isPersonName(name)).toBe(true);
  expect(checkedPersonName(` ${name} `, 'nameZh')).toBe(name);
});

test.each([
  ['王 芳', '王芳'],
  ['王　　芳', '王芳'],
  ['欧 阳 娜 娜', '欧阳娜娜'],
  ['李 〇 𠮷', '李〇𠮷'],
  ['王 \u{323b0}', '王\u{323b0}'],
  ['王 A 芳', '王 A 芳'],
  ['J. R. Smith', 'J. R. Smith'],
  ['买买提·吐尔逊', '买买提·吐尔逊'],
  ['マイク スミス', 'マイク スミス'],
])('C-17: the name %j of a person is kept as %j: a blank between two Chinese characters is padding', (typed, kept) => {
  expect(checkedPersonName(typed, 'nameZh')).toBe(kept);
  expect(keptPersonName(typed)).toBe(kept);
});

test.each(['O’Brien', 'O‘Brien', 'OʼBrien', 'O′Brien', 'O＇Brien', 'O`Brien'])("C-17: %s is one name with O'Brien", (typed) => {
  expect(keptPersonName(keptText(typed, 'NAME', 'nameZh'))).toBe("O'Brien");
  expect(checkedPersonName(typed.normalize('NFKC'), 'nameZh')).toBe("O'Brien");
  expect(keptNameBeginning(typed.slice(0, 2).normalize('NFKC'))).toBe("O'");
});

test.each([
  ['O´Brien', "O'Brien"],
  ['O᾽Brien', "O'Brien"],
  ['’t Hooft', "'t Hooft"],
  ['‘t Hooft', "'t Hooft"],
  ['Gerard ’t Hooft', "Gerard 't Hooft"],
])('C-17: %s is one name with %s', (typed, kept) => {
  expect(checkedPersonName(keptText(typed, 'NAME', 'nameZh'), 'nameZh')).toBe(kept);
  expect(keptNameBeginning(keptText(typed, 'NAME', 'nameZh'))).toBe(kept);
});

test.each(['‘a b’', '‘t 恤’', 'Foto ’s'])('C-17: %s keeps its quotation marks', (name) => {
  expect(keptText(name, 'NAME', 'nameZh')).toBe(name);
});

test.each(['‐', '‑', '‒', '–', '−', '﹣', '－', '-'])('C-17: Jean%sLuc is one name with Jean-Luc', (hyphen) => {
  expect(keptText(`Jean${hyphen}Luc`, 'NAME', 'nameZh')).toBe('Jean-Luc');
  expect(checkedPersonName(`Jean${hyphen}Luc`.normalize('NFKC'), 'nameZh')).toBe('Jean-Luc');
});

test.each(['‘十八大’学习小组', '北京—上海', '‘ABC’'])('%s keeps its quotation marks and dashes', (name) => {
  expect(keptText(name, 'NAME', 'nameZh')).toBe(name);
});

test('C-17: a search that breaks off at the dot of a name finds it', () => {
  expect(keptNameBeginning('买买提.')).toBe('买买提·');
  expect(keptNameBeginning('J.')).toBe('J.');
  expect(['王。', '王，', '王芳、', '王！', '王？'].map(keptNameBeginning)).toEqual(['王', '王', '王芳', '王', '王']);
  expect(keptNameBeginning('   ')).toBe('');
});

test.each([
  '-王伟',
  '王伟-',
  '王伟.',
  '.王伟',
  '·王伟',
  '王伟·',
  "'王伟",
  "王伟'",
  '-Smith',
  "Smith'",
  "'Smith",
  '',
  ' ',
  '??',
  '???',
  '？？',
  '12345',
  '--',
  '·',
  '.',
  '😀😀',
  '王😀',
  '=1+1',
  '@SUM(A1)',
  '<b>x</b>',
  '王3',
  '王٣',
  '王?',
  '王,秀兰',
  '王\n秀兰',
  '王\u0301秀兰',
  '\u0301王',
  '王 \u0301秀',
  '王·\u20dd秀',
  `Z${'\u0301'.repeat(5)}algo`,
  '一'.repeat(61),
])('C-17: %j is not', (name) => {
  expect(isPersonName(name)).toBe(false);
  expect(() => checkedPersonName(name, 'nameZh')).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'nameZh' } }) as Refusal,
  );
});

test.each(['7天连锁', '第三建筑公司', '3M', '某商贸(北京)有限公司', 'A&B'])('%s is the name of a firm', (name) => {
  expect(checkedName(name, 'nameZh', 100)).toBe(name);
});

test.each(['??', '--', '·', '😀', '()', ' ', '??组织', '建外??公司', '？？公司', '\ufffd公司'])('%j is not', (name) => {
  expect(() => checkedName(name, 'nameZh', 100)).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'nameZh' } }) as Refusal,
  );
});
