import { defineScalar } from './scalar.ts';

/** A civil day as the string `YYYY-MM-DD`; the day must exist. */
export const CivilDate = defineScalar<string>({
  name: 'Date',
  expected: 'an existing day written YYYY-MM-DD',
  parse: (value) => (typeof value === 'string' && isCivilDay(value) ? value : undefined),
  serialize: (value) => String(value),
});

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d)(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An instant as `Date`, RFC 3339 with an offset on input, UTC on output. */
export const DateTime = defineScalar<Date>({
  name: 'DateTime',
  expected: 'an RFC 3339 instant with seconds and an offset, such as 2013-10-19T10:00:00+08:00',
  parse: (value) => {
    const day = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
    const instant = day && isCivilDay(day) ? new Date(value) : undefined;
    // An offset may carry an instant out of the years that a date is written with.
    return instant && instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999 ? instant : undefined;
  },
  serialize: (value) => (value instanceof Date ? value : new Date(value as string)).toISOString(),
});

function isCivilDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
