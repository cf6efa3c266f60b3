import { id } from '../ids.ts';
import { VISIT_WITH_DEMAND } from './organisation-cadres.ts';
import { personId } from './persons.ts';
import { unionPath } from './unions.ts';

interface Request {
  readonly topic: string;
  readonly text: string;
  readonly category: string;
  readonly channel: string;
  /** The requester's login, and their union; null for somebody without a record. */
  readonly by: readonly [login: string, union: string] | null;
  readonly status: string;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

const handed = (difficulty: string, target: string) => ({ difficulty, target });

/** One request in each state. All are made up. */
const REQUESTS: readonly Request[] = [
  {
    topic: '欠薪',
    text: '老板关了店,三个月工资没有发。',
    category: 'RIGHTS',
    channel: 'HOTLINE',
    by: ['li-jianguo', 'joint-panjiayuan'],
    status: 'IN_PROGRESS',
    receivedAt: '2013-10-15T09:20:00+08:00',
    dueAt: '2013-10-29T23:59:59+08:00',
    more: { ...handed('COMMON', 'MEDIATION') },
  },
  {
    topic: '京卡补办',
    text: '京卡丢了,怎么补办?',
    category: 'SERVICES',
    channel: 'WEB',
    by: ['sun-guifang', 'joint-donghuamen'],
    status: 'CLOSED',
    receivedAt: '2013-10-08T10:00:00+08:00',
    dueAt: '2013-10-11T23:59:59+08:00',
    more: {
      ...handed('SIMPLE', 'ORGANISATION'),
      answer: '请到就近的工会服务站挂失并申请新卡。',
      resolved_at: '2013-10-09T15:00:00+08:00',
      closed_at: '2013-10-10T09:00:00+08:00',
      satisfaction: 5,
    },
  },
  {
    topic: '技师补贴',
    text: '拿到技师证以后在哪里申请补贴?',
    category: 'DEVELOPMENT',
    channel: 'SMS',
    by: ['zheng-hong', 'ent-precision'],
    status: 'RESOLVED',
    receivedAt: '2013-10-14T11:00:00+08:00',
    dueAt: '2013-10-17T23:59:59+08:00',
    more: { ...handed('SIMPLE', 'TRAINING'), answer: '在线提交证书后申请。', resolved_at: '2013-10-16T10:00:00+08:00' },
  },
  {
    topic: '羽毛球场地',
    text: '周末总是订不到场地。',
    category: 'SERVICES',
    channel: 'STATION',
    by: ['qian-jin', 'joint-donghuamen'],
    status: 'REOPENED',
    receivedAt: '2013-10-10T16:00:00+08:00',
    dueAt: '2013-10-23T23:59:59+08:00',
    more: {
      ...handed('SIMPLE', 'VENUES'),
      answer: '十月为免费开放月,请提前预约。',
      resolved_at: '2013-10-14T10:00:00+08:00',
      reopened_at: '2013-10-18T09:00:00+08:00',
    },
  },
  {
    topic: '生活困难',
    text: '家里有人住院,想申请救助。',
    category: 'SERVICES',
    channel: 'VISIT',
    by: ['zhou-xiaoli', 'joint-huairou'],
    status: 'DISPATCHED',
    receivedAt: '2013-10-17T14:00:00+08:00',
    dueAt: '2013-11-28T23:59:59+08:00',
    more: handed('HARD', 'WARMTH_FUND'),
  },
  {
    topic: '工地宿舍',
    text: '工地宿舍没有取暖。',
    category: 'RIGHTS',
    channel: 'GRID',
    by: null,
    status: 'ESCALATED',
    receivedAt: '2013-10-11T08:30:00+08:00',
    dueAt: '2013-10-15T23:59:59+08:00',
  },
  {
    topic: '入会',
    text: '摆摊的能不能入会?',
    category: 'SERVICES',
    channel: 'CADRE',
    by: null,
    status: 'TRIAGED',
    receivedAt: '2013-10-18T10:00:00+08:00',
    dueAt: '2013-10-23T23:59:59+08:00',
    more: { difficulty: 'SIMPLE', contact_visit_id: VISIT_WITH_DEMAND },
  },
  {
    topic: '加班费',
    text: '国庆加班没有加班费。',
    category: 'RIGHTS',
    channel: 'HOTLINE',
    by: ['wu-dayong', 'joint-miyun'],
    status: 'RECEIVED',
    receivedAt: '2013-10-18T17:30:00+08:00',
    dueAt: '2013-10-23T23:59:59+08:00',
  },
  {
    topic: '加班费',
    text: '再问一次国庆加班费的事。',
    category: 'RIGHTS',
    channel: 'SMS',
    by: ['wu-dayong', 'joint-miyun'],
    status: 'DUPLICATE',
    receivedAt: '2013-10-18T18:00:00+08:00',
    dueAt: '2013-10-23T23:59:59+08:00',
    more: { duplicate_of_id: id('service-request', 8) },
  },
];

const districtOf = (path: string): string => /^\/city\/(\d{6})\//.exec(path)?.[1] ?? '110105';

export const serviceRequestRows = REQUESTS.map(({ topic, text, category, channel, by, status, receivedAt, dueAt, more }, at) => {
  const path = by ? unionPath(by[1]) : '/city/110105/';
  return {
    id: id('service-request', at + 1),
    channel,
    category,
    topic,
    text,
    requester_id: by && personId(by[0]),
    district_code: districtOf(path),
    scope_path: path,
    status,
    received_at: receivedAt,
    due_at: dueAt,
    escalated_at: status === 'ESCALATED' ? dueAt : null,
    ...more,
  };
});
