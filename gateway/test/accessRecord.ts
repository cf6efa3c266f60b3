import { type AccessRecordContent, instant } from '../src/accounts/recordContent.ts';

/** An access record of an hour ago, with the given changes. */
export const accessRecord = (changes: Partial<AccessRecordContent> = {}): AccessRecordContent => ({
  at: instant(new Date(Date.now() - 3_600_000)),
  client: 'ngo',
  actor: null,
  roles: ['PARTNER /city/'],
  agreementId: '0198c0de-0000-7000-8000-000000000001',
  purpose: 'MATCHING',
  operationName: null,
  operationHash: 'ab'.repeat(32),
  coordinates: ['Member.nameZh', 'Query.members'],
  subjects: ['a', 'b'],
  rows: 2,
  suppressed: 0,
  decision: 'ALLOWED',
  code: null,
  latencyMs: 3,
  ...changes,
});
