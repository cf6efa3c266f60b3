import { createHmac } from 'node:crypto';

/** The shares of a text that stay: of the 11 digits of a telephone number the first 3 and the last 4, of shorter texts less. */
const FIRST_SHARE = 0.27;
const LAST_SHARE = 0.37;

/** Keeps the first and last characters and replaces the others by stars: `13811112222` → `138****2222`, `王秀兰` → `王*兰`, `王秀` → `王*`. */
export function partial(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const characters = Array.from(value);
  const first = Math.min(3, Math.max(1, Math.round(characters.length * FIRST_SHARE)));
  const last = Math.min(4, Math.floor(characters.length * LAST_SHARE));
  if (characters.length < 2) return '*'.repeat(characters.length);
  const hidden = '*'.repeat(characters.length - first - last);
  return `${characters.slice(0, first).join('')}${hidden}${characters.slice(characters.length - last).join('')}`;
}

const PSEUDONYM_LENGTH = 22;

/**
 * A keyed hash (132 bits of HMAC-SHA-256) with the partner's own key: equal values have equal pseudonyms for one partner, and other
 * pseudonyms for other partners.
 */
export const pseudonym =
  (key: Uint8Array) =>
  (value: unknown): string | null =>
    typeof value === 'string' ? createHmac('sha256', key).update(value).digest('base64url').slice(0, PSEUDONYM_LENGTH) : null;

/** The first day of the year; that of an instant is in Beijing time: `2013-08-06` → `2013-01-01`. */
export function year(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value.slice(0, 4)}-01-01`;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : `${new Date(instant + BEIJING_MS).toISOString().slice(0, 4)}-01-01T00:00:00+08:00`;
}

const BEIJING_MS = 8 * 3_600_000;

/** The district at the beginning of an address. Words such as `小区` and `社区` end in the same character and are not districts. */
const DISTRICT = /^.*?(?:(?<![小社园校厂街院住片矿])区|县)/u;
const CITY = /^.*?[市省]/u;
const COORDINATE = /^-?\d+\.\d+$/;

/** The district of an address, else its city, else null. A latitude or longitude keeps one decimal; a district code is unchanged. */
export function region(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (/^\d{6}$/.test(value)) return value;
  if (COORDINATE.test(value)) return value.slice(0, value.indexOf('.') + 2);
  return DISTRICT.exec(value)?.[0] ?? CITY.exec(value)?.[0] ?? null;
}
