import {
  identityCheckDigit,
  identityHash,
  identityHashKey,
  isIdentityNumber,
  maskIdentity,
  maskPhone,
} from './identityNumber.ts';

describe('identity numbers', () => {
  test.each([
    ['11010519491231002X', true],
    ['11010519491231002x', true],
    ['110105194912310021', false],
    ['11010519491231002', false],
    ['1101051949123100XX', false],
    ['', false],
  ])('GB 11643-1999, the standard’s own example and its neighbours: %s is %s', (text, valid) => {
    expect(isIdentityNumber(text)).toBe(valid);
  });

  test('a wrong digit is found wherever it stands (ISO 7064 finds every single error)', () => {
    const right = '11010519491231002X';
    for (let at = 0; at < 17; at++) {
      const wrong = `${right.slice(0, at)}${(Number(right[at]) + 1) % 10}${right.slice(at + 1)}`;
      expect([at, isIdentityNumber(wrong)]).toEqual([at, false]);
    }
    expect(identityCheckDigit(right.slice(0, 17))).toBe('X');
  });

  test('the hash depends on the number and the key, not on how the number is written', () => {
    expect(identityHash(' 11010519491231002x', 'a')).toBe(identityHash('11010519491231002X', 'a'));
    expect(identityHash('11010519491231002X', 'a')).not.toBe(identityHash('11010519491231002X', 'b'));
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
    expect(identityHashKey({ NODE_ENV: 'production', IDENTITY_HASH_KEY: 'x'.repeat(32) })).toBe('x'.repeat(32));
  });
});
