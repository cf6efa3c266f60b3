import { codeLabel } from '../http/codeLabel.ts';
import { truncate } from './truncate.ts';

test.each([
  ['short', 10, 'short'],
  ['0123456789', 10, '0123456789'],
  ['0123456789a', 10, '0123456789…'],
  ['0123𠮷', 5, '0123…'],
  ['0123𠮷5', 6, '0123𠮷…'],
])('%s, truncated to %s', (text, most, expected) => {
  expect(truncate(text, most)).toBe(expected);
});

test('the number of code labels is limited, however many codes subgraphs invent', () => {
  expect(codeLabel('FORBIDDEN')).toBe('FORBIDDEN');
  for (const bad of [undefined, 7, '', 'lower', 'X'.repeat(65), 'A B']) expect(codeLabel(bad)).toBe('OTHER');
  const labels = new Set(Array.from({ length: 1_000 }, (_, at) => codeLabel(`INVENTED_${at}`)));
  expect(labels.size).toBeLessThanOrEqual(101);
  // The gateway's own codes always keep their labels.
  for (const own of ['CONSENT_REQUIRED', 'AGREEMENT_INACTIVE', 'QUOTA_EXCEEDED']) expect(codeLabel(own)).toBe(own);
});
