import { isErrorCode } from '../request/errorExtensions.ts';

/** The gateway's own codes. They always have a label, however many codes subgraphs use. */
const GATEWAY_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'DEPENDENCY_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'FIELD_NOT_ALLOWED',
  'RATE_LIMITED',
  'QUOTA_EXCEEDED',
  'AGREEMENT_INACTIVE',
  'PURPOSE_MISMATCH',
  'CONSENT_REQUIRED',
];

/** The maximum number of code labels in the lifetime of a process: it bounds the cardinality of metrics. */
const MAX_CODE_LABELS = 100;

const codes = new Set<string>(GATEWAY_CODES);

/** The metric label of an error code: `OTHER` for a malformed code, and for new codes when there are too many. */
export function codeLabel(code: unknown): string {
  if (!isErrorCode(code)) return 'OTHER';
  if (codes.size < MAX_CODE_LABELS) codes.add(code);
  return codes.has(code) ? code : 'OTHER';
}
