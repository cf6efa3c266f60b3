import { currentCaseStatus, flagsOf, type Timed } from './rules.ts';

const timed = (over: Partial<Timed>): Timed => ({
  status: 'IN_MEDIATION',
  statutoryDueOn: '2013-10-21',
  extendedOn: null,
  nextPaymentOn: null,
  signByOn: null,
  signedAt: null,
  ...over,
});

describe('what time decides about a case', () => {
  test.each([
    ['P11 art. 14: on the last day mediation goes on', timed({}), '2013-10-21', 'IN_MEDIATION'],
    ['P11 art. 14: on the day after it has failed', timed({}), '2013-10-22', 'FAILED'],
    ['P11 art. 14: the 15 days run from receipt, before acceptance too', timed({ status: 'RECEIVED' }), '2013-10-22', 'FAILED'],
    ['P12: an extension holds to its last day', timed({ extendedOn: '2013-10-25' }), '2013-10-25', 'IN_MEDIATION'],
    ['P12: and not longer', timed({ extendedOn: '2013-10-25' }), '2013-10-26', 'FAILED'],
    ['an agreement is signed until its last day', timed({ status: 'AGREED', signByOn: '2013-10-25' }), '2013-10-25', 'AGREED'],
    [
      'P12 art. 29: what is not signed then was not agreed',
      timed({ status: 'AGREED', signByOn: '2013-10-25' }),
      '2013-10-26',
      'FAILED',
    ],
    [
      'an agreement that all have signed waits for the seal',
      timed({ status: 'AGREED', signByOn: '2013-10-25', signedAt: new Date('2013-10-20T02:00:00Z') }),
      '2014-01-01',
      'AGREED',
    ],
    [
      '2.2.2: on the due day nothing is breached',
      timed({ status: 'EFFECTIVE', nextPaymentOn: '2013-11-15' }),
      '2013-11-15',
      'EFFECTIVE',
    ],
    [
      '2.2.2: a due day passed unpaid is a breach',
      timed({ status: 'EFFECTIVE', nextPaymentOn: '2013-11-15' }),
      '2013-11-16',
      'BREACHED',
    ],
    [
      '2.2.2: also of a confirmed agreement',
      timed({ status: 'CONFIRMED', nextPaymentOn: '2013-11-15' }),
      '2013-11-16',
      'BREACHED',
    ],
    ['what is over stays over', timed({ status: 'WITHDRAWN' }), '2014-01-01', 'WITHDRAWN'],
  ] as const)('%s', (_, row, today, status) => {
    expect(currentCaseStatus(row, today)).toBe(status);
  });

  test('P12: a decision on the fourth working day is flagged, on the third it is not', () => {
    const flags = (decidedOn: string | null, today: string, limitation = 'OPEN', noneSince: string | null = null) =>
      flagsOf(
        { ...timed({ status: 'WITHDRAWN' }), acceptanceDueOn: '2013-10-23', closedAt: null },
        {
          decidedOn,
          today,
          limitation,
          isMediatorGone: false,
          isLawyerGone: false,
          deaths: { hasDied: noneSince !== null, noneSince },
        },
      );
    expect(flags('2013-10-23', '2013-11-01')).toEqual([]);
    expect(flags('2013-10-24', '2013-11-01')).toEqual(['LATE']);
    expect(flags(null, '2013-10-24', 'EXPIRED')).toEqual(['LATE', 'LIMITATION_EXPIRED']);
    // Nobody is late for who had died by then; who was late before stays so.
    expect(flags(null, '2013-10-24', 'OPEN', '2013-10-23')).toEqual(['APPLICANT_DIED']);
    expect(flags(null, '2013-10-30', 'OPEN', '2013-10-24')).toEqual(['LATE', 'APPLICANT_DIED']);
  });
});
