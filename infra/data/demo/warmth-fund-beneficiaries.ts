import { createHash } from 'node:crypto';
import { id } from '../ids.ts';
import { PROJECTS, projectId } from './warmth-fund-projects.ts';

/** People served in one quarter, district and group of an organisation. */
type Cell = readonly [quarter: 1 | 2 | 3, district: string, group: string, count: number];

/** What the organisations reported of the first three quarters of 2013. */
const COUNTS: Readonly<Record<string, readonly Cell[]>> = {
  // 640 teachers: 390 in Chaoyang, 250 in Fengtai.
  'INC-2013-01': [
    [1, '110105', '小学教师', 100],
    [1, '110105', '幼儿教师', 30],
    [1, '110106', '小学教师', 60],
    [1, '110106', '幼儿教师', 30],
    [2, '110105', '小学教师', 100],
    [2, '110105', '幼儿教师', 30],
    [2, '110106', '小学教师', 50],
    [2, '110106', '幼儿教师', 30],
    [3, '110105', '小学教师', 100],
    [3, '110105', '幼儿教师', 30],
    [3, '110106', '小学教师', 50],
    [3, '110106', '幼儿教师', 30],
  ],
  // 2,310 people; the community with 7 is withheld, and its neighbour with 23 too.
  'INC-2013-02': [
    [1, '110105', '皮村社区', 400],
    [1, '110114', '东小口社区', 300],
    [2, '110105', '皮村社区', 450],
    [2, '110114', '东小口社区', 350],
    [3, '110105', '皮村社区', 500],
    [3, '110114', '东小口社区', 280],
    [3, '110114', '天通苑社区', 23],
    [3, '110114', '苹果园社区', 7],
  ],
  'INC-2013-03': [
    [1, '110101', '互助小组一', 90],
    [1, '110101', '互助小组二', 70],
    [2, '110101', '互助小组一', 90],
    [2, '110101', '互助小组二', 70],
    [3, '110101', '互助小组一', 90],
    [3, '110101', '互助小组二', 70],
  ],
  'INC-2013-04': [
    [1, '110102', '排练', 60],
    [2, '110105', '排练', 80],
    [3, '110102', '演出', 50],
    [3, '110105', '演出', 70],
  ],
  'INC-2013-05': [
    [1, '110105', '皮村社区', 1_000],
    [2, '110105', '皮村社区', 1_000],
    [3, '110105', '皮村社区', 1_100],
  ],
  'INC-2013-06': [[2, '110108', '安全课堂', 300]],
  'INC-2013-07': [[3, '110107', '读书会', 240]],
  'PUR-2013-01': [
    [2, '110101', '团体辅导', 150],
    [2, '110105', '团体辅导', 220],
    [3, '110105', '个别咨询', 180],
    [3, '110108', '团体辅导', 350],
  ],
  'PUR-2013-02': [[2, '110106', '夜校学员', 150]],
};

const QUARTERS = {
  1: { from: '2013-01-01', to: '2013-03-31', told: '2013-04-08T10:00:00+08:00' },
  2: { from: '2013-04-01', to: '2013-06-30', told: '2013-07-09T10:00:00+08:00' },
  3: { from: '2013-07-01', to: '2013-09-30', told: '2013-10-09T10:00:00+08:00' },
} as const;

export const countRows = Object.entries(COUNTS).flatMap(([code, cells]) =>
  cells.map(([quarter, district, group, count]) => ({
    project_id: projectId(code),
    quarter: QUARTERS[quarter].from,
    district_code: district,
    group_name: group,
    direct_count: count,
  })),
);

/** One row a person, under the hash of a pseudonym. */
export const beneficiaryRows = Object.entries(COUNTS).flatMap(([code, cells]) =>
  cells.flatMap(([quarter, district, group, count]) =>
    Array.from({ length: count }, (_, at) => ({
      project_id: projectId(code),
      year: 2013,
      pseudonym_hash: createHash('sha256')
        .update(`${projectId(code)}:${quarter}-${district}-${group}-${at}`)
        .digest('base64url'),
      quarter: QUARTERS[quarter].from,
    })),
  ),
);

/** A report for each quarter in which there was something to tell; the last one of a project at half time is its mid-term report. */
export const reportRows = Object.entries(COUNTS).flatMap(([code, cells]) => {
  const project = PROJECTS.find((known) => known.code === code);
  const quarters = ([1, 2, 3] as const).filter((quarter) => cells.some((cell) => cell[0] === quarter));
  return quarters.map((quarter) => ({
    id: id('project-report', `${code}-${quarter}`),
    project_id: projectId(code),
    kind: quarter === 3 && project?.status === 'MIDTERM' ? 'MIDTERM' : 'PROGRESS',
    from_day: QUARTERS[quarter].from,
    to_day: QUARTERS[quarter].to,
    direct_cumulative: cells.reduce((sum, [at, , , count]) => (at <= quarter ? sum + count : sum), 0),
    text: `2013年第${['一', '二', '三'][quarter - 1]}季度按计划开展服务。`,
    submitted_at: QUARTERS[quarter].told,
    submitted_by: id('person', `director-${project?.ngo}`),
  }));
});
