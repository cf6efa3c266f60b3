/** Codes that the gateway itself gives: subgraphs that choose many codes of their own never crowd these out. */
const OWN_CODES = [
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

/** Codes that are told apart in metrics and in the log, for the life of the process; subgraphs choose codes of their own. */
const MOST_CODES = 100;
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

const codes = new Set<string>(OWN_CODES);

/** The code of an error as a label: `OTHER` for what is no code, and for those that are too many. */
export function codeLabel(code: unknown): string {
  if (typeof code !== 'string' || !CODE.test(code)) return 'OTHER';
  if (codes.size < MOST_CODES) codes.add(code);
  return codes.has(code) ? code : 'OTHER';
}
