import fc from 'fast-check';
import { CARD_TRANSITIONS, type CardStatus, cardStatusOn, lastDay, maskCardNo } from './rules.ts';

describe('card rules', () => {
  test.each([
    ['2013-10-19', '2018-10-19'],
    ['2012-02-29', '2017-02-28'],
    ['2013-12-31', '2018-12-31'],
  ])('2.1.3: a card issued on %s is good up to %s', (issued, last) => {
    expect(lastDay(issued, 5)).toBe(last);
  });

  test('2.1.3: any card is good for five years and at most a day less', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (date) => {
        const issued = date.toISOString().slice(0, 10);
        const days = (Date.parse(lastDay(issued, 5)) - Date.parse(issued)) / 86_400_000;
        expect(days === 1825 || days === 1826 || days === 1827).toBe(true);
      }),
    );
  });

  test.each<[CardStatus, string | null, string, CardStatus]>([
    ['ACTIVE', '2013-10-19', '2013-10-19', 'ACTIVE'],
    ['ACTIVE', '2013-10-18', '2013-10-19', 'EXPIRED'],
    ['ISSUED', '2013-10-18', '2013-10-19', 'EXPIRED'],
    ['FROZEN', '2013-10-18', '2013-10-19', 'EXPIRED'],
    ['LOST', '2013-10-18', '2013-10-19', 'EXPIRED'],
    ['APPLIED', null, '2033-10-19', 'APPLIED'],
    ['CANCELLED', '2013-10-18', '2013-10-19', 'CANCELLED'],
    ['REPLACED', '2013-10-18', '2013-10-19', 'REPLACED'],
  ])('2.1.3: a card that was %s and ends on %s is, on %s, %s', (status, validTo, day, expected) => {
    expect(cardStatusOn({ status, validTo }, day)).toBe(expected);
  });

  test('2.1.3: every state but the three ends can be cancelled, and the ends lead nowhere', () => {
    const ends = ['REPLACED', 'CANCELLED', 'EXPIRED'];
    for (const [status, next] of Object.entries(CARD_TRANSITIONS))
      expect([status, next.includes('CANCELLED')]).toEqual([status, !ends.includes(status)]);
    expect(ends.flatMap((end) => CARD_TRANSITIONS[end as CardStatus])).toEqual([]);
  });

  test('2.1.1: only the last four digits of a number are shown', () => {
    expect(maskCardNo('1100000012345678')).toBe('************5678');
  });
});
