import fc from 'fast-check';
import { folded, iCalendar } from './iCalendar.ts';

const ENTRY = {
  ...{ uid: 'a@b', sequence: 1, start: new Date('2013-10-20T02:00:00Z'), end: new Date('2013-10-20T03:00:00.500Z') },
  ...{ summary: '羽毛球1号场地', location: '工人体育馆，朝阳区; 北路, 1\\2\n号', status: 'CONFIRMED' as const },
};

test('RFC 5545: an entry, its times in UTC, its texts escaped', () => {
  expect(iCalendar([ENTRY], new Date('2013-10-19T02:00:00Z')).split('\r\n')).toEqual([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//union-graph//venues//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[
      'BEGIN:VEVENT',
      'UID:a@b',
      'SEQUENCE:1',
      'DTSTAMP:20131019T020000Z',
      'DTSTART:20131020T020000Z',
      'DTEND:20131020T030000Z',
    ],
    ...['SUMMARY:羽毛球1号场地', 'LOCATION:工人体育馆，朝阳区\\; 北路\\, 1\\\\2\\n号', 'STATUS:CONFIRMED', 'END:VEVENT'],
    ...['END:VCALENDAR', ''],
  ]);
});

test('RFC 5545, 3.1: any line is folded to 75 octets without cutting a character, and unfolds to itself', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((line) => !/[\r\n]/.test(line));
  fc.assert(
    fc.property(text, (line) => {
      const pieces = folded(line).split('\r\n');
      expect(pieces.every((piece) => Buffer.byteLength(piece) <= 75)).toBe(true);
      expect(folded(line).replaceAll('\r\n ', '')).toBe(line);
    }),
  );
});
