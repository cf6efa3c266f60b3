import { id } from '../ids.ts';
import { cardRows } from './organisation-cards.ts';
import { WORKERS } from './organisation-workers.ts';
import { scopeOf } from './warmth-fund-people.ts';

const PLAN = { id: id('mutual-aid-plan', '2013'), from: '2013-01-01', to: '2013-12-31' };
const NEXT_PLAN = id('mutual-aid-plan', '2014');

export const planRows = [
  { id: PLAN.id, code: 'MA-2013', name_zh: '2013年度职工互助保障计划', period_from: PLAN.from, period_to: PLAN.to },
  { id: NEXT_PLAN, code: 'MA-2014', name_zh: '2014年度职工互助保障计划', period_from: '2014-01-01', period_to: '2014-12-31' },
];

/** Ten grades of disability, 5,000 yuan for the gravest and 500 for the lightest. */
const GRADES = Array.from({ length: 10 }, (_, at) => (10 - at) * 50_000);

export const benefitRuleRows = planRows.flatMap(({ id: planId }) => [
  {
    plan_id: planId,
    code: 'DEATH',
    rate_bp: null,
    cap_fen: 2_000_000,
    by_disability_grade: [],
    documents: ['DEATH_CERTIFICATE'],
  },
  {
    plan_id: planId,
    code: 'DISABILITY',
    rate_bp: null,
    cap_fen: 500_000,
    by_disability_grade: GRADES,
    documents: ['DISABILITY_FINDING'],
  },
  {
    plan_id: planId,
    code: 'HOME_FIRE',
    rate_bp: 1_000,
    cap_fen: 300_000,
    by_disability_grade: [],
    documents: ['FIRE_REPORT', 'LOSS_LIST'],
  },
]);

/** How a card's cover ended, where it did not just go on. */
const ENDS: Readonly<Record<string, { kind: 'frozen' | 'lost'; on: string; status: string }>> = {
  FROZEN: { kind: 'frozen', on: '2013-09-16', status: 'SUSPENDED' },
  LOST: { kind: 'lost', on: '2013-10-08', status: 'ENDED' },
};

const keyOfMember = new Map(WORKERS.map(({ id: memberId, key }) => [memberId, key]));

const holders = cardRows.flatMap(({ id: cardId, member_id, status, issued_at, valid_to }) =>
  (status === 'ACTIVE' || status in ENDS) && issued_at && valid_to
    ? [
        {
          cardId,
          memberId: member_id,
          key: keyOfMember.get(member_id) as string,
          issuedAt: issued_at,
          validTo: valid_to,
          end: ENDS[status],
        },
      ]
    : [],
);

/** What organisation would have told about these cards. Their rows are at version 1, so its next event has version 2. */
export const cardEventRows = holders.flatMap(({ cardId, memberId, key, issuedAt, validTo, end }) => {
  const event = (version: number, kind: string, day: string) => ({
    card_id: cardId,
    version,
    kind,
    at: `${day}T10:00:00+08:00`,
    member_id: memberId,
    scope_path: scopeOf(key),
    valid_to: validTo,
  });
  return [event(0, 'activated', issuedAt), ...(end ? [event(1, end.kind, end.on)] : [])];
});

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

export const coverageRows = holders.map(({ cardId, memberId, key, issuedAt, validTo, end }) => ({
  id: id('coverage', key),
  card_id: cardId,
  opened_version: 0,
  plan_id: PLAN.id,
  member_id: memberId,
  from_day: later(issuedAt, PLAN.from),
  to_day: end?.on ?? earlier(validTo, PLAN.to),
  status: end?.status ?? 'ACTIVE',
  scope_path: scopeOf(key),
  version: end ? 2 : 1,
}));
