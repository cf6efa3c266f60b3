import { id } from '../../ids.ts';
import { draw, pick } from '../draw.ts';
import { enterpriseRows, firmCount } from '../enterprises.ts';
import type { People } from '../members.ts';
import type { Profile } from '../profile.ts';
import { administratorOf, employed } from './people.ts';

/** The minimum wage of 2013, in fen a month (P10). */
const MINIMUM_WAGE = 140_000;
/** One firm in so many offers work, to each of which so many workers are referred [D]. */
const SHARE = 90;
const REFERRED = 2;
const TITLES = ['餐厅服务员', '仓库管理员', '装配钳工', '保安员', '收银员', '电焊工', '面点师', '快递员'];
const POSTED = '2013-09-09';
const REFERRED_AT = '2013-09-24T10:00:00+08:00';

const vacancyId = (at: number): string => id('job-vacancy', `city-${at}`);

/** Vacancies, and referrals by their state. */
export const jobCounts = (profile: Profile) => {
  const vacancies = Math.floor(firmCount(profile) / SHARE);
  const states = Array.from({ length: vacancies * REFERRED }, (_, at) => stateOf(at));
  return { vacancies, hired: states.filter((state) => state === 'HIRED').length, referrals: states.length };
};

/** Of ten who were referred six were hired, two gave it up and two wait. */
function stateOf(at: number): 'HIRED' | 'DECLINED' | 'REFERRED' {
  const luck = draw(370, at, 10);
  return luck < 6 ? 'HIRED' : luck < 8 ? 'DECLINED' : 'REFERRED';
}

/** Work that firms of every district offer; one in five was open until a day that is over. */
export function vacancyRows({ profile, unions }: People) {
  return [...enterpriseRows(profile, unions)]
    .filter((_, at) => at % SHARE === SHARE - 1)
    .map(({ id: enterprise_id, district_code }, at) => {
      const from = MINIMUM_WAGE + 10_000 * draw(371, at, 20);
      return {
        id: vacancyId(at),
        enterprise_id,
        title_zh: pick(TITLES, 372, at),
        wage_from_fen: from,
        wage_to_fen: from + 20_000 * (1 + draw(373, at, 8)),
        minimum_wage_fen: MINIMUM_WAGE,
        district_code,
        needs_job_ready: false,
        posted_on: POSTED,
        open_until: at % 5 === 0 ? '2013-10-11' : `2013-11-${10 + draw(374, at, 20)}`,
        posted_by: administratorOf(district_code as string),
      };
    });
}

/** Workers who were referred to these, and what came of it. */
export function referralRows(people: People) {
  const vacancies = vacancyRows(people);
  return employed(people, vacancies.length * REFERRED, 0.1).map(({ memberId, scopePath }, at) => {
    const status = stateOf(at);
    const vacancy = vacancies[Math.floor(at / REFERRED)] as (typeof vacancies)[number];
    return {
      id: id('job-referral', `city-${at}`),
      member_id: memberId,
      district_code: vacancy.district_code,
      scope_path: scopePath,
      status,
      vacancy_id: vacancy.id,
      referred_by: administratorOf(vacancy.district_code as string),
      referred_at: REFERRED_AT,
      note: status === 'REFERRED' ? null : status === 'HIRED' ? '已上岗' : '本人放弃',
      received_at: REFERRED_AT,
      closed_at: status === 'REFERRED' ? null : '2013-10-08T16:00:00+08:00',
      version: status === 'REFERRED' ? 1 : 2,
    };
  });
}
