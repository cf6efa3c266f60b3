import { challengeOf, claimsOf, randomText } from './pkce.ts';

test('the challenge of the example verifier is the one of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('random texts are 43 URL-safe characters (RFC 7636 4.1), each another', () => {
  const texts = Array.from({ length: 100 }, randomText);
  for (const text of texts) expect(text).toMatch(/^[\w-]{43}$/);
  expect(new Set(texts).size).toBe(100);
});

test('claims are read as UTF-8', () => {
  const payload = Buffer.from(JSON.stringify({ name: '王秀兰' })).toString('base64url');
  expect(claimsOf(`h.${payload}.s`)).toEqual({ name: '王秀兰' });
});
