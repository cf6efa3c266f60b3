import { assertTransition } from '@union-graph/subgraph';
import { CERTIFICATE_TRANSITIONS, type CertStatus, isCertNo, isVerified, levelFits, plainCertNo, STATUS_AFTER } from './rules.ts';

const STATES = Object.keys(CERTIFICATE_TRANSITIONS) as CertStatus[];

describe('a certificate’s life (domain rule 2.3.2)', () => {
  const allowed = [
    'RECORDED VERIFIED',
    'RECORDED REVOKED',
    'VERIFIED VALID',
    'VERIFIED REVOKED',
    'VALID REVOKED',
    'RECORDED WITHDRAWN',
  ];
  const every = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));
  test.each(every)('%s to %s', (from, to) => {
    const attempt = () => assertTransition(CERTIFICATE_TRANSITIONS, 'certificate', from, to);
    if (allowed.includes(`${from} ${to}`)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
  });
  test('the issuer’s answers lead to VERIFIED and VALID, which both count as verified', () => {
    expect([STATUS_AFTER.NUMBER_FOUND, STATUS_AFTER.HOLDER_CONFIRMED]).toEqual(['VERIFIED', 'VALID']);
    expect(STATES.filter(isVerified)).toEqual(['VERIFIED', 'VALID']);
  });
});

test.each([
  ['1301 0020-1320', '130100201320'],
  ['bj-77a9', 'BJ77A9'],
])('the number %s is kept as %s', (written, kept) => expect(plainCertNo(written)).toBe(kept));

test.each([
  ['12345', false],
  ['123456', true],
  ['A'.repeat(32), true],
  ['A'.repeat(33), false],
  ['证书123456', false],
  ['', false],
])('%s is a certificate number: %s', (text, is) => expect(isCertNo(text)).toBe(is));

test.each([
  ['VOCATIONAL_QUALIFICATION', 5, true],
  ['VOCATIONAL_QUALIFICATION', null, false],
  ['SPECIAL_ABILITY', null, true],
  ['SPECIAL_ABILITY', 2, false],
  ['POST_PERMIT', null, true],
  ['POST_PERMIT', 1, false],
] as const)('%s with level %s fits: %s (domain rule 2.3.1)', (kind, level, fits) => expect(levelFits(kind, level)).toBe(fits));
