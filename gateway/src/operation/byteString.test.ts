import { bytesOfJson, fromByteString, toByteString } from './byteString.ts';

const TEXTS = [
  '',
  'plain',
  'naïve',
  '职工服务卡',
  '😀 mixed é 中',
  '\u0000\u001f"\\/',
  '\u2028\u2029',
  '\u007f\u0080\u00ff\u0100\uffff',
];

test.each(TEXTS)('%j has the bytes of its UTF-8, and comes back', (text) => {
  const bytes = toByteString(text);
  expect(Buffer.from(bytes, 'latin1')).toEqual(Buffer.from(text));
  expect(fromByteString(bytes)).toBe(text);
});

test('a lone surrogate has no bytes', () => {
  expect(toByteString('a\ud800')).toBe('a\xef\xbf\xbd');
  expect(fromByteString('\xe4\xb8\xad\ud800')).toBe('中\ud800');
});

describe('JSON as bytes is parsed to byte strings', () => {
  const parsed = (json: string): unknown => JSON.parse(bytesOfJson(toByteString(json)));
  const texts = (value: unknown): unknown => JSON.parse(fromByteString(JSON.stringify(value)));

  test.each([
    ['"\\u4e2d"', '中'],
    ['"\\u4E2D文"', '中文'],
    ['"\\ud83d\\ude00"', '😀'],
    ['"\\u00e9\\u0041\\u000a"', 'éA\n'],
    ['"\\\\u4e2d"', '\\u4e2d'],
    ['"\\\\\\u4e2d"', '\\中'],
    ['"\\ud800"', '\ud800'],
    ['"\\ude00\\ud83d"', '\ude00\ud83d'],
    ['"\\u4e2d\\ude00"', '中\ude00'],
    ['"\\u0041\\ude00"', 'A\ude00'],
    ['"\\ud83d\\ud83d\\ude00"', '\ud83d😀'],
    ['{"\\u4e2d":["\\u00ff", 1e400, "\\/"]}', { 中: ['ÿ', null, '/'] }],
  ])('%s', (json, value) => {
    expect(texts(parsed(json))).toEqual(value);
  });
  test.each(['"\\u12"', '"\\x"', '"\\', '"\\u{4e2d}"'])('%s stays malformed', (json) => {
    expect(() => parsed(json)).toThrow(SyntaxError);
  });
  test('as texts are, whatever they are made of', () => {
    const parts = ['\\u', '\\', 'd83d', 'de00', '4e2d', '00e9', '0041', '中', 'é', '😀', '"', 'a', '\\"', '\\n', ',"k":"', '}'];
    let seed = 1;
    const draw = (): string => {
      seed = (seed * 48_271) % 2_147_483_647;
      return parts[seed % parts.length] as string;
    };
    let valid = 0;
    for (let round = 0; round < 20_000; round++) {
      const json = `{"k":"${Array.from({ length: 1 + (round % 7) }, draw).join('')}"}`;
      const asText = outcome(() => JSON.parse(json) as unknown);
      expect([json, outcome(() => texts(parsed(json)))]).toEqual([json, asText]);
      if (asText !== MALFORMED) valid += 1;
    }
    expect(valid).toBeGreaterThan(5_000);
  });
});

const MALFORMED = 'malformed';

function outcome(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return MALFORMED;
  }
}
