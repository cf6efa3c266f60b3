import { defineEvent, isOfType, parseReceived, parseSent } from './define.ts';
import { code, count, id } from './fields.ts';

const SUBJECT = '01900000-0000-7000-8000-000000000001';
const opened = defineEvent('library', 'loan.opened', { reader: id, shelf: code, days: count });
const data = { reader: SUBJECT, shelf: 'A1', days: 14 };

describe('a type of event', () => {
  test('reads what it names, and drops what it does not know', () => {
    expect(parseReceived(opened, SUBJECT, { ...data, colour: 'blue' })).toEqual({ data, faults: [] });
  });

  test('lets nothing else be sent', () => {
    expect(parseSent(opened, SUBJECT, data)).toEqual({ data, faults: [] });
    expect(parseSent(opened, SUBJECT, { ...data, phone: '13800000000' })).toEqual({
      data: null,
      faults: ['"data.phone" is no member of this event.'],
    });
  });

  test.each([
    ['a member that is missing', SUBJECT, { reader: SUBJECT, shelf: 'A1' }, '"data.days" is missing.'],
    ['a member of another form', SUBJECT, { ...data, reader: 'x' }, '"data.reader" is no id.'],
    ['a member of another type', SUBJECT, { ...data, days: '14' }, '"data.days" is not of the type number.'],
    ['a negative count', SUBJECT, { ...data, days: -1 }, '"data.days" is no count.'],
    ['a subject that is no id', 'x', data, '"subject" is no id.'],
    ['no data', SUBJECT, null, '"data" is not of the type Object.'],
  ])('refuses %s, and says which', (_, subject, sent, fault) => {
    expect(parseReceived(opened, subject, sent)).toEqual({ data: null, faults: [fault] });
  });

  test('never tells the value: it may be what should not have been sent', () => {
    const { faults } = parseReceived(opened, SUBJECT, { ...data, reader: '110101199003070012', shelf: '王秀兰' });
    expect(faults).toEqual(['"data.reader" is no id.', '"data.shelf" is no code.']);
  });

  test('belongs to its publisher, or to every service', () => {
    expect(isOfType(opened, 'library.loan.opened')).toBe(true);
    expect(isOfType(opened, 'archive.loan.opened')).toBe(false);
    const closed = defineEvent(null, 'loan.closed', {});
    expect(isOfType(closed, 'library.loan.closed')).toBe(true);
    expect(isOfType(closed, 'loan.closed')).toBe(false);
  });

  test('may have a condition on several members', () => {
    const moved = defineEvent(
      'library',
      'loan.moved',
      { from: id, to: id },
      {
        check: {
          holds: ({ from, to }: { from: string; to: string }) => from !== to,
          sentence: 'a loan is moved to another reader',
        },
      },
    );
    expect(parseSent(moved, SUBJECT, { from: SUBJECT, to: SUBJECT }).faults).toEqual([
      '"data": a loan is moved to another reader',
    ]);
  });
});
