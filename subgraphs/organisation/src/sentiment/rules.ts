import type { Channel } from '../schema.gen.ts';

/** What workers speak of, with the words it is told by, the first that fits (S-76). Free text never leaves the request itself. */
const TOPICS: readonly (readonly [topic: string, words: readonly string[]])[] = [
  ['工伤与安全', ['工伤', '安全', '职业病', '事故']],
  ['工资报酬', ['工资', '欠薪', '薪', '报酬', '加班费']],
  ['社会保险', ['社保', '保险', '公积金', '养老', '医保']],
  ['劳动合同', ['合同', '辞退', '解除', '裁员', '离职', '试用']],
  ['工时休假', ['加班', '工时', '休假', '年假', '休息', '产假']],
  ['困难帮扶', ['困难', '救助', '补助', '帮扶', '看病', '大病', '火灾', '失火']],
  ['会员服务卡', ['卡', '优惠']],
  ['入会与会籍', ['入会', '会籍', '会员', '工会', '转会']],
  ['培训与证书', ['培训', '技能', '证书', '学习', '考试', '学历']],
  ['就业', ['就业', '招聘', '失业', '找工作', '介绍']],
  ['住房与子女', ['住房', '租房', '宿舍', '子女', '上学', '入学', '托管']],
  ['文化体育', ['文化', '体育', '活动', '场馆', '羽毛球', '电影', '演出']],
];

/** What no word fits. */
export const OTHER_TOPIC = '其他';

/** What an early warning of a collective incident is counted as. */
export const INCIDENT_TOPIC = '群体性苗头';

/** Every topic that a week's report has a line for. */
export const WEEKLY_TOPICS: readonly string[] = [...TOPICS.map(([topic]) => topic), OTHER_TOPIC, INCIDENT_TOPIC];

/** Every channel by which something comes in. */
export const CHANNELS: readonly Channel[] = ['HOTLINE', 'WEB', 'SMS', 'VISIT', 'STATION', 'GRID', 'CADRE'];

/** Which of the topics a request is about: by its own topic, else by its text. Gives a word of the list above and nothing of the texts. */
export function topicOf(topic: string, text: string): string {
  for (const told of [topic, text]) {
    const found = TOPICS.find(([, words]) => words.some((word) => told.includes(word)));
    if (found) return found[0];
  }
  return OTHER_TOPIC;
}

export interface Week {
  readonly monday: string;
  readonly sunday: string;
}

const DAY = 86_400_000;
const civil = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The days of a week as ISO 8601 numbers it, `2013-W42`; null when the year has no such week. Week 1 is the one with 4 January. */
export function daysOfWeek(week: string): Week | null {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  if (year === undefined || number === undefined || Number(number) < 1 || Number(year) < 1949) return null;
  const january4 = Date.UTC(Number(year), 0, 4);
  const mondayOfFirst = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * DAY;
  const monday = mondayOfFirst + (Number(number) - 1) * 7 * DAY;
  // A week belongs to the year that its Thursday lies in.
  if (new Date(monday + 3 * DAY).getUTCFullYear() !== Number(year)) return null;
  return { monday: civil(monday), sunday: civil(monday + 6 * DAY) };
}
