import { id } from '../ids.ts';
import { WORKERS, type Worker } from './organisation-workers.ts';
import { personId } from './persons.ts';
import { unionId } from './unions.ts';

/** Cards that are not simply active. The last one says ACTIVE but ended on 2013-10-10: it reads as expired. */
const STATUS: Readonly<Record<string, string>> = {
  'qian-jin': 'FROZEN',
  'filler-25': 'ISSUED',
  'filler-26': 'APPLIED',
  'filler-27': 'LOST',
};
const PAST_ITS_DAYS = 'filler-28';

const members = WORKERS.filter(({ union }) => union !== null);

function cardRow({ id: memberId, key, joinedOn }: Worker, at: number) {
  const status = STATUS[key] ?? 'ACTIVE';
  const issuedAt = key === PAST_ITS_DAYS ? '2008-10-10' : joinedOn.replace(/^\d{4}/, '2013').replace('2013-12', '2013-01');
  return {
    id: id('card', key),
    member_id: memberId,
    card_no: `11000000${String(at + 1).padStart(8, '0')}`,
    status,
    applied_at: key === PAST_ITS_DAYS ? '2008-10-06T10:00:00+08:00' : `${joinedOn}T10:00:00+08:00`,
    issued_at: status === 'APPLIED' ? null : issuedAt,
    valid_to: status === 'APPLIED' ? null : issuedAt.replace(/^\d{4}/, (year) => String(Number(year) + 5)),
  };
}

export const cardRows = members.map(cardRow);

/** Zhang Haiyan lets the law firm in her case read it. */
const LEGAL_AID = {
  id: id('consent', 'zhang-haiyan-legal-aid'),
  member_id: personId('zhang-haiyan'),
  purpose: 'LEGAL_AID',
  scope: ['mediation'],
  separate: true,
  given_at: '2013-10-14T11:00:00+08:00',
  withdrawn_at: null,
  evidence_ref: 'paper-zhang-haiyan-legal-aid',
};

/** Zhao Zhiqiang, a model worker, lets his message for the holiday's programme be shown to everybody (S-73). */
const MESSAGE = {
  id: id('consent', 'zhao-zhiqiang-message'),
  member_id: personId('zhao-zhiqiang'),
  purpose: 'DELIVERY',
  scope: ['culture-message'],
  separate: true,
  given_at: '2013-09-28T10:00:00+08:00',
  withdrawn_at: null,
  evidence_ref: 'paper-zhao-zhiqiang-message',
};

const cardConsents = members.map(({ id: memberId, key, joinedOn }) => ({
  id: id('consent', key),
  member_id: memberId,
  purpose: 'DELIVERY',
  scope: ['card'],
  separate: true,
  given_at: key === PAST_ITS_DAYS ? '2008-10-06T09:30:00+08:00' : `${joinedOn}T09:30:00+08:00`,
  withdrawn_at: null,
  evidence_ref: `paper-${key}`,
}));
export const consentRows = [...cardConsents, LEGAL_AID, MESSAGE];

/** The same consents as organisation told the other services of them. */
export const consentStandings = consentRows.map(({ id: consentId, evidence_ref: _, ...told }) => ({
  consent_id: consentId,
  ...told,
  seen_version: 1,
}));

/** One application that waits for the officer, and one that was rejected. */
export const applicationRows = [
  {
    id: id('membership-application', 'filler-30'),
    member_id: id('person', 'filler-30'),
    union_id: unionId('joint-jianwai'),
    status: 'SUBMITTED',
    submitted_by_id: id('person', 'filler-30'),
    submitted_at: '2013-10-18T15:20:00+08:00',
    decided_by_id: null,
    decided_at: null,
    reason: null,
  },
  {
    id: id('membership-application', 'filler-29'),
    member_id: id('person', 'filler-29'),
    union_id: unionId('joint-panjiayuan'),
    status: 'REJECTED',
    submitted_by_id: id('person', 'filler-29'),
    submitted_at: '2013-09-02T11:00:00+08:00',
    decided_by_id: personId('chen-xiaomei'),
    decided_at: '2013-09-03T09:10:00+08:00',
    reason: '工作地点不在潘家园,请向建外社区联合工会申请。',
  },
];

const transfer = (worker: string, from: string, to: string, requestedOn: string, ends: Record<string, string | null>) => ({
  id: id('membership-transfer', worker),
  member_id: id('person', worker),
  from_union_id: unionId(from),
  to_union_id: unionId(to),
  requested_by_id: id('person', worker),
  requested_at: `${requestedOn}T14:00:00+08:00`,
  accepted_at: null,
  returned_at: null,
  frozen_card_id: null,
  ...ends,
});

/** One transfer in each state. The card of the one on the way had run out before, so none was frozen. */
export const transferRows = [
  transfer('filler-28', 'joint-miyun', 'joint-panjiayuan', '2013-10-14', { status: 'REQUESTED', due_on: '2013-11-13' }),
  transfer('filler-1', 'joint-jianwai', 'joint-panjiayuan', '2013-02-01', {
    status: 'ACCEPTED',
    due_on: '2013-03-04',
    accepted_at: '2013-02-08T10:30:00+08:00',
  }),
  // After his employer closed he moved to the joint union where he lives.
  transfer('li-jianguo', 'joint-jianwai', 'joint-panjiayuan', '2013-07-22', {
    status: 'ACCEPTED',
    due_on: '2013-08-21',
    accepted_at: '2013-07-26T09:20:00+08:00',
  }),
  transfer('filler-13', 'joint-donghuamen', 'joint-huairou', '2013-08-05', {
    status: 'RETURNED',
    due_on: '2013-09-04',
    returned_at: '2013-09-05T00:00:00+08:00',
  }),
];

const benefit = (code: string, nameZh: string, free: boolean, discountBp: number | null = null) => ({
  code,
  name_zh: nameZh,
  free,
  discount_bp: discountBp,
  valid_from: '2013-01-01',
  valid_to: null,
});

export const benefitRows = [
  benefit('BADMINTON', '羽毛球开放月免费入场', true),
  benefit('FILM', '职工电影专场', true),
  benefit('LEGAL_AID', '法律援助', true),
  benefit('MATCH_TICKET', '体育赛事门票折价', false, 3_000),
  benefit('MUTUAL_AID', '职工互助保障', true),
  benefit('VENUE', '工会体育场馆折扣', false, 2_000),
];
