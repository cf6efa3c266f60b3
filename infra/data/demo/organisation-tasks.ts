import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { unionId } from './unions.ts';

/** The agencies that take part in the unions' plans. */
const AGENCIES = {
  DRC: '北京市发展和改革委员会',
  HRSS: '北京市人力资源和社会保障局',
  EDUCATION: '北京市教育委员会',
  SCIENCE: '北京市科学技术委员会',
  COMMERCE: '北京市商务委员会',
  FINANCE: '北京市财政局',
  BTV: '北京电视台',
  RTVU: '北京广播电视大学',
} as const;

export const externalAgencyRows = Object.entries(AGENCIES).map(([code, name_zh]) => ({ code, name_zh }));

/** A unit of the data: an agency's code, or a union's key. */
function unit(key: string): { union_id: string | null; agency_code: string | null } {
  return key in AGENCIES ? { union_id: null, agency_code: key } : { union_id: unionId(key), agency_code: null };
}

interface Task {
  readonly nameZh: string;
  readonly lead: string;
  readonly assists: readonly string[];
  readonly dueOn: string;
  readonly status: string;
  readonly progressBp: number;
  readonly indicators: readonly string[];
}

const task = (
  nameZh: string,
  lead: string,
  assists: readonly string[],
  dueOn: string,
  status: string,
  progressBp: number,
  ...indicators: string[]
): Task => ({ nameZh, lead, assists, dueOn, status, progressBp, indicators });

/** The eighteen tasks of the plan (S-07). Names, units and days are placeholders (domain decision B-12); one at least is in each state. */
const TASKS: readonly Task[] = [
  task('劳动合同签订推进工程', 'city', ['HRSS'], '2015-12-31', 'IN_PROGRESS', 7_200, 'IND-01'),
  task('集体合同扩面工程', 'city', ['HRSS', 'district-110105'], '2015-12-31', 'IN_PROGRESS', 6_100, 'IND-02'),
  task('工资集体协商工程', 'city', ['HRSS', 'industry-services'], '2015-06-30', 'IN_PROGRESS', 6_800, 'IND-03'),
  task('安全生产培训工程', 'industry-construction', ['city', 'HRSS'], '2014-12-31', 'DELAYED', 4_500, 'IND-04'),
  task('养老保险参保推进', 'HRSS', ['city'], '2015-12-31', 'IN_PROGRESS', 8_000, 'IND-05a'),
  task('医疗保险参保推进', 'HRSS', ['city'], '2015-12-31', 'IN_PROGRESS', 9_000, 'IND-05b'),
  task('失业保险参保推进', 'HRSS', ['city'], '2015-12-31', 'IN_PROGRESS', 7_500, 'IND-05c'),
  task('工伤保险参保推进', 'HRSS', ['city', 'industry-construction'], '2015-12-31', 'IN_PROGRESS', 9_200, 'IND-05d'),
  task('生育保险参保推进', 'HRSS', ['city'], '2015-12-31', 'PLANNED', 0, 'IND-05e'),
  task('职代会规范化工程', 'district-110105', ['city', 'district-110101'], '2013-12-31', 'COMPLETED', 10_000, 'IND-06'),
  task('职工创新工作室工程', 'city', ['SCIENCE', 'FINANCE'], '2015-12-31', 'IN_PROGRESS', 2_200, 'IND-07'),
  task('12351平台建设', 'city', ['DRC', 'FINANCE'], '2012-12-31', 'VERIFIED', 10_000, 'IND-08'),
  task('职工舆情系统建设', 'city', ['DRC'], '2013-09-30', 'DELAYED', 6_000, 'IND-09'),
  task('农民工大学生助推工程', 'city', ['EDUCATION', 'RTVU'], '2015-12-31', 'IN_PROGRESS', 5_800),
  task('家政服务工程', 'COMMERCE', ['city', 'FINANCE'], '2014-12-31', 'IN_PROGRESS', 6_500),
  task('三级服务体系建设', 'city', ['DRC'], '2014-12-31', 'IN_PROGRESS', 8_800),
  task('职工之家建设工程', 'bbmg', ['city', 'baic', 'shougang'], '2015-12-31', 'IN_PROGRESS', 3_200),
  task('职工电视学堂', 'BTV', ['city', 'RTVU'], '2013-12-31', 'CANCELLED', 1_500),
];

const taskId = (seq: number): string => id('task-project', seq);

export const taskProjectRows = TASKS.map(({ nameZh, lead, dueOn, status, progressBp }, at) => ({
  id: taskId(at + 1),
  plan_code: '12-5',
  seq: at + 1,
  name_zh: nameZh,
  lead_union_id: unit(lead).union_id,
  lead_agency_code: unit(lead).agency_code,
  due_on: dueOn,
  status,
  progress_bp: progressBp,
  is_placeholder: true,
  verified_at: status === 'VERIFIED' ? '2013-01-18T15:00:00+08:00' : null,
  verified_by_id: status === 'VERIFIED' ? personId('yao-xin') : null,
}));

export const taskAssistRows = TASKS.flatMap(({ assists }, at) =>
  assists.map((key, place) => ({ task_project_id: taskId(at + 1), place, ...unit(key) })),
);

export const taskIndicatorRows = TASKS.flatMap(({ indicators }, at) =>
  indicators.map((indicator_code) => ({ task_project_id: taskId(at + 1), indicator_code })),
);

/** Who writes the reports: the district's own for its task, a cadre of the city for all others. */
const reporter = (lead: string) =>
  lead === 'district-110105'
    ? { by_id: personId('feng-jing'), unit_id: unionId(lead) }
    : { by_id: personId('peng-bo'), unit_id: unionId('city') };

export const taskReportRows = TASKS.flatMap(({ lead, status, progressBp }, at) =>
  status === 'PLANNED'
    ? []
    : [
        {
          id: id('task-report', at + 1),
          task_project_id: taskId(at + 1),
          reported_at: status === 'VERIFIED' ? '2012-12-28T16:00:00+08:00' : '2013-09-20T16:00:00+08:00',
          reported_on: status === 'VERIFIED' ? '2012-12-28' : '2013-09-20',
          progress_bp: progressBp,
          text: progressBp === 10_000 ? '任务完成,请验收。' : '按季度计划推进。',
          ...reporter(lead),
        },
      ],
);

const MEETING = id('joint-conference', '2013-09-27');

export const jointConferenceRows = [{ id: MEETING, held_on: '2013-09-27', version: 3 }];

export const conferenceAttendeeRows = ['city', 'DRC', 'HRSS', 'EDUCATION', 'BTV'].map((key, place) => ({
  joint_conference_id: MEETING,
  place,
  ...unit(key),
}));

const resolution = (seq: number, task: number, text: string, newDueOn: string | null) => ({
  id: id('resolution', seq),
  joint_conference_id: MEETING,
  seq,
  text,
  held_on: '2013-09-27',
  task_project_id: taskId(task),
  new_due_on: newDueOn,
  cancels_task: newDueOn === null,
});

export const resolutionRows = [
  resolution(1, 4, '安全生产培训工程延期至2014年底。', '2014-12-31'),
  resolution(2, 18, '职工电视学堂并入素质建设工程,不再单列。', null),
];
