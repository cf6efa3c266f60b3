import { defineScalar } from './scalar.ts';

/** Codes and numbers come in the form in which they are kept: full-width digits and signs become the plain ones (C-17). */
const plain = (value: string): string => value.normalize('NFKC').trim();

const text =
  (matches: (value: string) => boolean) =>
  (value: string | number): string | undefined =>
    typeof value === 'string' && matches(plain(value)) ? plain(value) : undefined;

const orgCode = (value: string): string | undefined => {
  const code = plain(value).replace('-', '');
  return isOrgCode(code) ? code : undefined;
};

/**
 * The districts and counties of Beijing by their national codes (GB/T 2260) as of 2013, and the development area, which has a code of the union's own.
 * Districts come and go by a decision of the State Council: then this list changes, and the rows of organisation with it.
 */
export const DISTRICT_CODES: ReadonlySet<string> = new Set([
  ...['110101', '110102', '110105', '110106', '110107', '110108', '110109', '110111', '110112', '110113', '110114', '110115'],
  ...['110116', '110117', '110228', '110229', '110190'],
]);

export const DistrictCode = defineScalar<string>({
  name: 'DistrictCode',
  expected: 'the six-digit code of a district of Beijing, such as 110105',
  parse: text((value) => /^110[12]\d\d$/.test(value)),
  serialize: String,
});

export const OrgCode = defineScalar<string>({
  name: 'OrgCode',
  expected: 'a nine-character organisation code or an eighteen-character unified credit code with a valid check digit',
  parse: (value) => (typeof value === 'string' ? orgCode(value) : undefined),
  serialize: String,
});

export const Phone = defineScalar<string>({
  name: 'Phone',
  expected: 'a telephone number of 5 to 20 digits',
  parse: text((value) => /^\+?\d+([ -]\d+)*$/.test(value) && /^\d{5,20}$/.test(value.replace(/\D/g, ''))),
  serialize: String,
});

/** Whether a code is well formed and its check digit right: GB 11714-1997 (9 characters) or GB 32100-2015 (18). Noughts alone are nobody's. */
export const isOrgCode = (code: string): boolean =>
  /[^0]/.test(code) && (code.length === 9 ? hasCheckDigitOf9(code) : code.length === 18 && hasCheckDigitOf18(code));

const ALPHABET_9 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS_9 = [3, 7, 9, 10, 5, 8, 4, 2];

function hasCheckDigitOf9(code: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return false;
  const sum = WEIGHTS_9.reduce((total, weight, at) => total + weight * ALPHABET_9.indexOf(code[at] as string), 0);
  return '0123456789X0'[11 - (sum % 11)] === code[8];
}

const ALPHABET_18 = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Powers of three modulo 31. */
const WEIGHTS_18 = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

function hasCheckDigitOf18(code: string): boolean {
  if (![...code].every((character) => ALPHABET_18.includes(character))) return false;
  const sum = WEIGHTS_18.reduce((total, weight, at) => total + weight * ALPHABET_18.indexOf(code[at] as string), 0);
  return ALPHABET_18[(31 - (sum % 31)) % 31] === code[17];
}
