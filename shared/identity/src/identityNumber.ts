import { createHmac } from 'node:crypto';

/** The key that hashes are made with where none is configured; for development and made-up data only. */
const DEVELOPMENT_KEY = 'no secret: development only';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The last character of a citizen's identity number whose first 17 digits are given (GB 11643-1999, ISO 7064 MOD 11-2). */
export const identityCheckDigit = (digits: string): string =>
  CHECK_DIGITS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] as string;

/** Whether a text is an identity number of 18 characters with a right check digit. The days in it are not looked at. */
export const isIdentityNumber = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(normal(text)) && identityCheckDigit(normal(text)) === normal(text)[17];

/**
 * What is kept of an identity number: HMAC-SHA-256 of its normal form, in hex (domain rule 2.0 «No PII copies»). The key is
 * a secret of the services that tell persons apart; without it the numbers, which are few, cannot be tried out.
 */
export const identityHash = (identityNumber: string, key: string): string =>
  createHmac('sha256', key).update(normal(identityNumber)).digest('hex');

/** What may be shown of it: `110***********0012`. */
export const maskIdentity = (identityNumber: string): string =>
  `${normal(identityNumber).slice(0, 3)}${'*'.repeat(11)}${normal(identityNumber).slice(-4)}`;

/** What may be shown of a telephone number: the first three and last four digits, `000****0012`. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return `${digits.slice(0, 3)}****${digits.length > 8 ? digits.slice(-4) : ''}`;
}

/** The key of {@link identityHash}, from `IDENTITY_HASH_KEY`. Throws where {@link identityKeyFaults} has something to say. */
export function identityHashKey(env: NodeJS.ProcessEnv): string {
  const [fault] = identityKeyFaults(env);
  if (fault) throw new Error(fault);
  return env.IDENTITY_HASH_KEY || DEVELOPMENT_KEY;
}

/** What is wrong with `IDENTITY_HASH_KEY`: in production it must be set, and wherever it is set it has 32 characters or more. */
export function identityKeyFaults({ IDENTITY_HASH_KEY: key, NODE_ENV }: NodeJS.ProcessEnv): string[] {
  if (key ? key.length >= 32 : NODE_ENV !== 'production') return [];
  return ['IDENTITY_HASH_KEY must be set to a secret of at least 32 characters: identity numbers are hashed with it.'];
}

const normal = (identityNumber: string): string => identityNumber.trim().toUpperCase();
