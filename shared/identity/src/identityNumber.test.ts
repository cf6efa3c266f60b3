import {
  genderOfMask,
  identityCheckDigit,
  identityHash,
  identityHashKey,
  identityProof,
  looksLikeIdentityNumber,
  maskIdentity,
  maskPhone,
  personalNumberIn,
  readIdentityNumber,
} from './identityNumber.ts';

describe('identity numbers', () => {
  const numberOf = (digits: string) => digits + identityCheckDigit(digits);
  const TODAY = '2013-10-19';

  test('GB 11643-1999, the standard’s own example', () => {
    const facts = { bornOn: '1949-12-31', birthYear: 1949, gender: 'FEMALE', isMadeUp: false };
    for (const text of ['11010519491231002X', '11010519491231002x', ' １１０１０５ 19491231-002X'])
      expect(readIdentityNumber(text, TODAY)).toEqual(facts);
    expect(readIdentityNumber(numberOf('11010519000101001'), TODAY)).toEqual({
      bornOn: '1900-01-01',
      birthYear: 1900,
      gender: 'MALE',
      isMadeUp: true,
    });
  });

  test.each([
    ['a letter in it', '1101051949123100XX', 'FORM'],
    ['17 characters', '11010519491231002', 'FORM'],
    ['fifteen digits, as until 1999', '110105491231002', 'FORM'],
    ['nothing', '', 'FORM'],
    ['no such province', numberOf('99010519491231002'), 'PROVINCE'],
    ['31 February', numberOf('11010519800231002'), 'DAY'],
    ['29 February of a common year', numberOf('11010519810229002'), 'DAY'],
    ['29 February 1900, which was no leap year', numberOf('11010519000229002'), 'DAY'],
    ['31 April', numberOf('11010519800431002'), 'DAY'],
    ['a thirteenth month', numberOf('11010519801301002'), 'DAY'],
    ['month and day nought', numberOf('11010519800000002'), 'DAY'],
    ['the year before the first', numberOf('11010518991231002'), 'DAY'],
    ['tomorrow', numberOf('11010520131020002'), 'UNBORN'],
    ['the year 2099', numberOf('11010520990101002'), 'UNBORN'],
    ['a wrong check digit', '110105194912310021', 'CHECK_DIGIT'],
  ])('%s', (_, text, fault) => {
    expect(readIdentityNumber(text, TODAY)).toBe(fault);
  });

  test.each([
    ['29 February of a leap year', '11010519840229002'],
    ['29 February 2000', '11010520000229002'],
    ['today', '11010520131019002'],
  ])('%s is a day like others', (_, digits) => {
    expect(readIdentityNumber(numberOf(digits), TODAY)).toMatchObject({ isMadeUp: false });
  });

  test('a wrong digit is found wherever it stands (ISO 7064 finds every single error)', () => {
    const right = '11010519491231002X';
    for (let at = 0; at < 17; at++) {
      const wrong = `${right.slice(0, at)}${(Number(right[at]) + 1) % 10}${right.slice(at + 1)}`;
      expect([at, looksLikeIdentityNumber(wrong)]).toEqual([at, false]);
      expect(typeof readIdentityNumber(wrong, TODAY)).toBe('string');
    }
    expect(identityCheckDigit(right.slice(0, 17))).toBe('X');
  });

  test('a mask still tells the gender, an erased one nothing', () => {
    expect([genderOfMask('110***********002X'), genderOfMask('110***********0018'), genderOfMask('000***')]).toEqual([
      'FEMALE',
      'MALE',
      null,
    ]);
  });

  test('the hash depends on the number and the key, not on how the number is written', () => {
    expect(identityHash(' 11010519491231002x', 'a')).toBe(identityHash('11010519491231002X', 'a'));
    expect(identityHash('11010519491231002X', 'a')).not.toBe(identityHash('11010519491231002X', 'b'));
  });

  test('the proof that services tell each other is neither the hash nor the number, and the same for one number', () => {
    const hash = identityHash('11010519491231002X', 'a');
    expect(identityProof(hash)).toMatch(/^[0-9a-f]{64}$/);
    expect(identityProof(hash)).not.toBe(hash);
    expect(identityProof(hash)).toBe(identityProof(identityHash('11010519491231002x ', 'a')));
    expect(identityProof(hash)).not.toBe(identityProof(identityHash('11010519491231002X', 'b')));
  });

  test('masks keep the district and the tail', () => {
    expect(maskIdentity('11010519491231002X')).toBe('110***********002X');
    expect(maskPhone('000-1234-5678')).toBe('000****5678');
    expect(maskPhone('12351')).toBe('123****');
  });

  test('production needs a key of its own', () => {
    expect(identityHashKey({ NODE_ENV: 'test' })).toMatch(/development/);
    expect(() => identityHashKey({ NODE_ENV: 'production' })).toThrow('IDENTITY_HASH_KEY');
    expect(() => identityHashKey({ IDENTITY_HASH_KEY: 'short' })).toThrow('32');
    expect(() => identityHashKey({ IDENTITY_HASH_KEY: 'x'.repeat(64) })).toThrow('random');
    const key = '0123456789abcdef'.repeat(2);
    expect(identityHashKey({ NODE_ENV: 'production', IDENTITY_HASH_KEY: key })).toBe(key);
  });
});

describe('personal numbers in a text', () => {
  test.each([
    ['110105198001011234', 'an identity number'],
    ['身份证110105198001011234。', 'an identity number'],
    ['3 110105 19800101 123x', 'an identity number'],
    ['１１０１０５１９８００１０１１２３４', 'an identity number'],
    ['13812345678', 'a mobile number'],
    ['电话：+86 138-1234-5678', 'a mobile number'],
    ['000-1234-5678', 'a mobile number'],
    ['010-65251234', null],
    ['12351', null],
    ['91110105MA01234567', null],
    ['911101051234567890', null],
    ['2013-07-01 2013-09-30', null],
    ['服务1381234567890人次', null],
    ['2013年服务1,234人', null],
  ])('%s: %s', (text, found) => expect(personalNumberIn(text)).toBe(found));
});
