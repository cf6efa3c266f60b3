import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { orgId } from './mediation-orgs.ts';
import { person, personId } from './persons.ts';

type Row = Readonly<Record<string, unknown>>;

export const lawyerId = (login: string): string => id('lawyer', login);
export const mediatorId = (login: string): string => id('mediator', login);

const firm = (key: string, nameZh: string, licenceNo: string): Row => ({
  id: id('law-firm', key),
  name_zh: nameZh,
  licence_no: licenceNo,
});

const lawyer = (login: string, firmKey: string, licenceNo: string): Row => ({
  id: lawyerId(login),
  person_id: personId(login),
  name_zh: person(login).nameZh,
  licence_no: licenceNo,
  firm_id: id('law-firm', firmKey),
});

/** A lawyer's day at a room, nine to five in Beijing. */
const shift = (login: string, room: string, day: string): Row => ({
  id: id('duty-shift', `${login}-${day}`),
  lawyer_id: lawyerId(login),
  org_id: orgId(room),
  start_at: `${day}T09:00:00+08:00`,
  end_at: `${day}T17:00:00+08:00`,
});

const WORKING_DAYS = [
  '2013-10-21',
  '2013-10-22',
  '2013-10-23',
  '2013-10-24',
  '2013-10-25',
  '2013-10-28',
  '2013-10-29',
  '2013-10-30',
  '2013-10-31',
];

/** The last day of the contract of each lawyer's firm. */
export const CONTRACT_ENDS: Readonly<Record<string, string>> = { 'zhou-ming': '2014-06-30', 'han-bing': '2014-12-31' };

export const lawyerTables: readonly Table[] = [
  {
    table: 'law_firm',
    rows: [firm('jingzheng', '京正律师事务所', '21101200900001'), firm('hehe', '和合律师事务所', '21101200900002')],
  },
  {
    table: 'service_contract',
    rows: [
      {
        id: id('service-contract', 'jingzheng-2009'),
        firm_id: id('law-firm', 'jingzheng'),
        from_on: '2009-07-01',
        to_on: CONTRACT_ENDS['zhou-ming'],
        fee_fen: 6_000_000n,
        org_ids: [orgId('district-110105'), orgId('room-panjiayuan'), orgId('room-jianwai')],
      },
      {
        id: id('service-contract', 'hehe-2012'),
        firm_id: id('law-firm', 'hehe'),
        from_on: '2012-01-01',
        to_on: CONTRACT_ENDS['han-bing'],
        fee_fen: 4_000_000n,
        org_ids: [orgId('district-110105')],
      },
    ],
  },
  {
    table: 'lawyer',
    rows: [lawyer('zhou-ming', 'jingzheng', '11101200910000001'), lawyer('han-bing', 'hehe', '11101201010000002')],
  },
  {
    table: 'duty_shift',
    rows: [
      ...['2013-10-19', ...WORKING_DAYS].map((day) => shift('zhou-ming', 'room-panjiayuan', day)),
      ...WORKING_DAYS.map((day) => shift('han-bing', 'district-110105', day)),
    ],
  },
];

/** The last day of the mediators' terms. */
export const TERM_ENDS = '2015-06-30';

const mediator = (login: string, org: string, kind: string, more: Row = {}): Row => ({
  id: mediatorId(login),
  org_id: orgId(org),
  person_id: personId(login),
  name_zh: person(login).nameZh,
  kind,
  term_from: '2012-07-01',
  term_to: TERM_ENDS,
  case_cap: 20,
  ...more,
});

export const mediatorTables: readonly Table[] = [
  {
    table: 'mediator',
    rows: [
      mediator('sun-li', 'district-110105', 'UNION_CADRE'),
      mediator('tang-jun', 'district-110101', 'UNION_CADRE'),
      mediator('zhou-ming', 'room-panjiayuan', 'LAWYER', { lawyer_id: lawyerId('zhou-ming') }),
      mediator('han-bing', 'district-110105', 'LAWYER', { lawyer_id: lawyerId('han-bing') }),
    ],
  },
  {
    // The second lawyer once acted for the trading firm, and so cannot mediate against it (MED-INV-4).
    table: 'party_relation',
    rows: [
      {
        id: id('party-relation', 'han-bing-trading'),
        person_id: personId('han-bing'),
        kind: 'ACTED_FOR',
        enterprise_id: id('enterprise', 'trading'),
      },
    ],
  },
];
