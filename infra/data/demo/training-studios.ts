import { id } from '../ids.ts';
import { enterpriseId } from './enterprises.ts';
import type { Table } from './index.ts';
import { STUDIOS } from './organisation-plan.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';
import { unionPath } from './unions.ts';

const studioId = (key: string | number): string => id('innovation-studio', String(key));
const instant = (day: string): Date => new Date(`${day}T10:00:00+08:00`);
/** Nominations come in the month before a studio is named. */
const before = (day: string): Date => new Date(instant(day).getTime() - 30 * 86_400_000);

/** As many active studios of the city as the plan's IND-07 says, ten before 2012 and a hundred since; all invented. */
const named = Array.from({ length: STUDIOS }, (_, at) => {
  const namedOn = at < 10 ? '2011-12-15' : `201${2 + (at % 2)}-0${1 + (at % 9)}-15`;
  const isLed = at === 0;
  return {
    id: studioId(at + 1),
    name_zh: isLed ? '赵志强创新工作室' : `第${at + 1}创新工作室`,
    level: 'CITY',
    leader_member_id: isLed ? personId('zhao-zhiqiang') : null,
    is_named_after_leader: isLed,
    expertise: isLed ? '装配钳工，全市技术比武第一名' : null,
    enterprise_id: enterpriseId('precision'),
    district_code: '110106',
    funding_fen: at % 10 === 0 ? 3_000_000 : null,
    status: 'ACTIVE',
    nominated_by: personId('pan-hui'),
    nominated_at: before(namedOn),
    reviewed_by: personId('peng-bo'),
    reviewed_at: before(namedOn),
    review_note: '符合条件',
    named_on: namedOn,
    named_by: personId('shen-ping'),
    site: `精密机械厂${1 + (at % 9)}号厂房`,
    opened_on: namedOn,
    scope_path: isLed ? pathOf('zhao-zhiqiang') : unionPath('district-110106'),
    version: 5,
  };
});

/** One waits for its review. */
const nominated = {
  ...named[0],
  id: studioId('nominated'),
  name_zh: '郑红质量创新工作室',
  leader_member_id: personId('zheng-hong'),
  expertise: '质量检验二级技师',
  funding_fen: null,
  status: 'NOMINATED',
  nominated_at: instant('2013-10-16'),
  reviewed_by: null,
  reviewed_at: null,
  review_note: null,
  named_on: null,
  named_by: null,
  site: null,
  opened_on: null,
  scope_path: pathOf('zheng-hong'),
  version: 1,
};

const project = (nameZh: string, year: number, result: string | null) => ({
  id: id('studio-project', nameZh),
  studio_id: studioId(1),
  name_zh: nameZh,
  year,
  result,
  recorded_at: instant(`${year}-03-01`),
  version: result === null ? 1 : 2,
});

export const studios: readonly Table[] = [
  { table: 'innovation_studio', rows: [...named, nominated] },
  {
    table: 'studio_co_namer',
    rows: named.map((studio) => ({
      studio_id: studio.id,
      agency_code: 'SCIENCE',
      signed_by: personId('ren-kai'),
      signed_at: studio.nominated_at,
    })),
  },
  {
    table: 'studio_project',
    rows: [project('薄壁件装夹改进', 2012, '废品率由百分之四降到百分之一'), project('装配线快速换型', 2013, null)],
  },
  {
    table: 'studio_evaluation',
    rows: [
      {
        id: id('studio-evaluation', '1 2012'),
        studio_id: studioId(1),
        year: 2012,
        passed: true,
        results_count: 1,
        findings: '当年完成攻关一项，已推广到两条生产线',
        evaluated_by: personId('peng-bo'),
        evaluated_at: instant('2013-01-15'),
      },
    ],
  },
];
