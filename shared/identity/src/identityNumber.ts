import { createHash, createHmac } from 'node:crypto';
import { mayBeSecret, SHORTEST_SECRET } from './secret.ts';

/** The key that hashes are made with where none is configured; for development and made-up data only. */
const DEVELOPMENT_KEY = 'no secret: development only';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The provinces by which a number begins (GB/T 2260), with Taiwan, Hong Kong and Macao residents' own. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** No living person is born before; made-up numbers have this very year (data profile, chapter 6), so that they are nobody's. */
export const MADE_UP_YEAR = 1900;

/** What an identity number tells of its holder. */
export interface IdentityFacts {
  /** Day of birth, `YYYY-MM-DD`. */
  readonly bornOn: string;
  readonly birthYear: number;
  readonly gender: 'FEMALE' | 'MALE';
  /** Whether the number is made up, by its year: what it says of age is then nobody's. */
  readonly isMadeUp: boolean;
}

/** Why a text is no identity number. */
export type IdentityFault = 'FORM' | 'PROVINCE' | 'DAY' | 'UNBORN' | 'CHECK_DIGIT';

/** What is said to whoever typed it. It never repeats the number. */
export const IDENTITY_FAULTS: Readonly<Record<IdentityFault, string>> = {
  FORM: 'An identity number has 17 digits and a digit or X.',
  PROVINCE: 'No province has the first two digits of this identity number.',
  DAY: 'The day of birth in this identity number does not exist, or lies before 1900.',
  UNBORN: 'The day of birth in this identity number lies in the future.',
  CHECK_DIGIT: 'The last character of this identity number does not fit the others: one of them is wrong.',
};

/** The last character of a citizen's identity number whose first 17 digits are given (GB 11643-1999, ISO 7064 MOD 11-2). */
export const identityCheckDigit = (digits: string): string =>
  CHECK_DIGITS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] as string;

/** What a citizen's identity number tells on a day (GB 11643-1999), or why it is none. */
export function readIdentityNumber(text: string, today: string): IdentityFacts | IdentityFault {
  const number = normal(text);
  if (!/^\d{17}[\dX]$/.test(number)) return 'FORM';
  if (!PROVINCES.has(number.slice(0, 2))) return 'PROVINCE';
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const birthYear = Number(number.slice(6, 10));
  if (birthYear < MADE_UP_YEAR || !isDay(bornOn)) return 'DAY';
  if (bornOn > today) return 'UNBORN';
  if (identityCheckDigit(number) !== number[17]) return 'CHECK_DIGIT';
  // The seventeenth digit is odd for men.
  return { bornOn, birthYear, gender: Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE', isMadeUp: birthYear === MADE_UP_YEAR };
}

/** Whether a text has the form and check digit of an identity number, whatever day stands in it: such a text is never kept. */
export const looksLikeIdentityNumber = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(normal(text)) && identityCheckDigit(normal(text)) === normal(text)[17];

/** Eighteen characters that may be an identity number, and eleven that may be a mobile one, with blanks or hyphens between groups. */
const EIGHTEEN = /(?<!\d)\d(?:[\s-]?\d){16}[\s-]?[\dX](?!\d)/gi;
/** The mobile numbers of the country, and those from `000` on, which are made up. */
const MOBILE = /(?<!\d)(?:\+?86[\s-]?)?(?:1[3-9]\d|000)[\s-]?\d{4}[\s-]?\d{4}(?!\d)/;

/**
 * Whether a text holds, wherever in it, an identity number or a mobile number. A number with the province and the day of birth of an
 * identity number is one, also where its check digit is wrong: it may be mistyped. Hotlines and landlines are neither.
 */
export function personalNumberIn(text: string): 'an identity number' | 'a mobile number' | null {
  const plain = text.normalize('NFKC');
  if (plain.match(EIGHTEEN)?.some(mayBeIdentity)) return 'an identity number';
  return MOBILE.test(plain) ? 'a mobile number' : null;
}

function mayBeIdentity(text: string): boolean {
  const fault = readIdentityNumber(text, '9999-12-31');
  return typeof fault !== 'string' || fault === 'CHECK_DIGIT' || looksLikeIdentityNumber(text);
}

/** The gender that a masked number still tells, by its seventeenth digit; null for one that is erased. */
export function genderOfMask(masked: string): 'FEMALE' | 'MALE' | null {
  if (!/\*\d{3}[\dX]$/.test(masked)) return null;
  return Number(masked.at(-2)) % 2 === 1 ? 'MALE' : 'FEMALE';
}

/**
 * What is kept of an identity number: HMAC-SHA-256 of its normal form, in hex (domain rule 2.0 «No PII copies»). The key is
 * a secret of the services that tell persons apart; without it the numbers, which are few, cannot be tried out.
 */
export const identityHash = (identityNumber: string, key: string): string =>
  createHmac('sha256', key).update(normal(identityNumber)).digest('hex');

/**
 * What services tell each other of an identity number: SHA-256 of its {@link identityHash}, in hex. A service that has the key finds by it whether a
 * number that is typed there is the record's; it leads back neither to the number nor to the hash that the owner of the records keeps.
 */
export const identityProof = (hash: string): string => createHash('sha256').update(`identity ${hash}`).digest('hex');

/** What may be shown of it: `110***********0012`. */
export const maskIdentity = (identityNumber: string): string =>
  `${normal(identityNumber).slice(0, 3)}${'*'.repeat(11)}${normal(identityNumber).slice(-4)}`;

/** What may be shown of a telephone number: the first three and last four digits, `000****0012`. */
export function maskPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return `${digits.slice(0, 3)}****${digits.length > 8 ? digits.slice(-4) : ''}`;
}

/** The key of {@link identityHash}, from `IDENTITY_HASH_KEY`. Throws where {@link identityKeyFaults} has something to say. */
export function identityHashKey(env: NodeJS.ProcessEnv): string {
  const [fault] = identityKeyFaults(env);
  if (fault) throw new Error(fault);
  return env.IDENTITY_HASH_KEY || DEVELOPMENT_KEY;
}

/** What is wrong with `IDENTITY_HASH_KEY`: in production it must be set, and wherever it is set it must be hard to guess. */
export function identityKeyFaults({ IDENTITY_HASH_KEY: key, NODE_ENV }: NodeJS.ProcessEnv): string[] {
  if (key ? mayBeSecret(key) : NODE_ENV !== 'production') return [];
  return [
    `IDENTITY_HASH_KEY must be set to a random secret of at least ${SHORTEST_SECRET} characters, since identity numbers are hashed with it: "openssl rand -hex 32" makes one.`,
  ];
}

/** Full-width digits, blanks and hyphens between groups, a small x: the number is the same (domain rule C-17). */
const normal = (identityNumber: string): string => identityNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
