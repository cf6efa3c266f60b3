/** Codes that are told apart in metrics and in the log, for the life of the process; subgraphs choose codes of their own. */
const MOST_CODES = 100;
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

const codes = new Set<string>();

/** The code of an error as a label: `OTHER` for what is no code, and for those that are too many. */
export function codeLabel(code: unknown): string {
  if (typeof code !== 'string' || !CODE.test(code)) return 'OTHER';
  if (codes.size < MOST_CODES) codes.add(code);
  return codes.has(code) ? code : 'OTHER';
}
