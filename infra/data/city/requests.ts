import { id } from '../ids.ts';
import { draw, pick } from './draw.ts';
import { memberId, type People, unionOf } from './members.ts';
import type { Profile } from './profile.ts';

const CHANNELS = ['HOTLINE', 'HOTLINE', 'HOTLINE', 'HOTLINE', 'WEB', 'SMS', 'VISIT', 'STATION', 'GRID', 'CADRE'];
const TOPICS = [
  ['RIGHTS', '欠薪', '工资没有按时发,应该找谁?', 'MEDIATION'],
  ['RIGHTS', '劳动合同', '单位不签合同怎么办?', 'MEDIATION'],
  ['RIGHTS', '加班费', '加班没有加班费。', 'MEDIATION'],
  ['RIGHTS', '工伤', '干活时受了伤,想问怎么认定。', 'MEDIATION'],
  ['SERVICES', '京卡', '想问京卡怎么用。', 'ORGANISATION'],
  ['SERVICES', '入会', '没有单位可以入会吗?', 'ORGANISATION'],
  ['SERVICES', '生活困难', '家里有困难,想申请救助。', 'WARMTH_FUND'],
  ['SERVICES', '互助保障', '想了解互助保障怎么报销。', 'WARMTH_FUND'],
  ['SERVICES', '场馆', '怎么预约羽毛球场地?', 'VENUES'],
  ['DEVELOPMENT', '培训', '想参加技能培训。', 'TRAINING'],
  ['DEVELOPMENT', '技师补贴', '拿到证书后怎么申请补贴?', 'TRAINING'],
] as const;
/** Days to the answer by difficulty, weekends between; how often each occurs (S-15). */
const DIFFICULTIES = [
  ['SIMPLE', 5],
  ['SIMPLE', 5],
  ['SIMPLE', 5],
  ['COMMON', 14],
  ['HARD', 42],
] as const;
/** What is not closed yet, in the order of its states. */
const OPEN = ['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'IN_PROGRESS', 'RESOLVED', 'RESOLVED', 'REOPENED', 'ESCALATED'];

const OPENED_MS = Date.parse('2009-08-18T08:00:00+08:00');
const TODAY_MS = Date.parse('2013-10-19T00:00:00+08:00');
const DAY_MS = 86_400_000;
/** Since when cadres have contact points, and how far Beijing's day is ahead. */
const LINKED_MS = Date.parse('2013-01-07T00:00:00+08:00');
const BEIJING_MS = 8 * 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

const channelOf = (at: number): string => pick(CHANNELS, 64, at);
const receivedMs = ({ requests }: Profile, at: number): number =>
  Math.floor(OPENED_MS + (at * (TODAY_MS - OPENED_MS - DAY_MS)) / requests);
const askingMember = ({ jointMembers }: Profile, at: number): number => draw(60, at, jointMembers);

/** The requests that cadres brought back from their contact points, by their places. */
export const demandsOf = (profile: Profile): number[] =>
  Array.from({ length: profile.requests }, (_, at) => at).filter((at) => isDemand(profile, at));

const isDemand = (profile: Profile, at: number): boolean => channelOf(at) === 'CADRE' && receivedMs(profile, at) >= LINKED_MS;

/** The visit on which a cadre heard of a request. */
export const visitOfDemand = (at: number): string => id('contact-visit', `city-demand-${at}`);

/** Where and when a request was received. */
export const askedOf = (people: People, at: number) => ({
  districtCode: unionOf(people, askingMember(people.profile, at)).districtCode as string,
  receivedOn: new Date(receivedMs(people.profile, at) + BEIJING_MS).toISOString().slice(0, 10),
});

/** Requests to 12351 since it opened, the oldest first; the last ones are still open, each other one is closed. */
export function* requestRows(people: People) {
  const { requests, closedRequests } = people.profile;
  for (let at = 0; at < requests; at++) {
    const member = askingMember(people.profile, at);
    const union = unionOf(people, member);
    const received = receivedMs(people.profile, at);
    const [category, topic, text, target] = pick(TOPICS, 61, at);
    const [difficulty, days] = pick(DIFFICULTIES, 62, at);
    const dueMs = received + days * DAY_MS;
    const status = at < closedRequests ? 'CLOSED' : openStatus(pick(OPEN, 63, at), dueMs);
    yield {
      id: id('service-request', `city-${at}`),
      channel: channelOf(at),
      category,
      topic,
      text,
      requester_id: draw(65, at, 10) === 0 ? null : memberId(people, member),
      district_code: union.districtCode,
      scope_path: union.scopePath,
      status,
      received_at: iso(received),
      due_at: iso(dueMs),
      escalated_at: status === 'ESCALATED' ? iso(dueMs) : null,
      contact_visit_id: isDemand(people.profile, at) ? visitOfDemand(at) : null,
      ...courseOf(status, difficulty, target, received, draw(66, at, 12) === 0 ? 3 : 5),
    };
  }
}

/** What nobody answered within its limit is escalated by today, and nothing is before. */
function openStatus(drawn: string, dueMs: number): string {
  const isOver = dueMs < TODAY_MS;
  if (drawn === 'RESOLVED') return drawn;
  if (isOver) return 'ESCALATED';
  return drawn === 'ESCALATED' ? 'IN_PROGRESS' : drawn;
}

/** What has happened to a request in a state: the columns that the state needs, the others empty. */
function courseOf(status: string, difficulty: string, target: string, received: number, satisfaction: number) {
  const closed = status === 'CLOSED';
  const answered = closed || status === 'RESOLVED' || status === 'REOPENED';
  const triaged = status !== 'RECEIVED';
  return {
    difficulty: triaged ? difficulty : null,
    target: triaged && status !== 'TRIAGED' ? target : null,
    answer: answered ? '已经答复,办理办法请到就近的工会服务站了解。' : null,
    resolved_at: answered ? iso(received + DAY_MS / 4) : null,
    satisfaction: closed ? satisfaction : null,
    closed_at: closed ? iso(received + DAY_MS / 2) : null,
    reopened_at: status === 'REOPENED' ? iso(received + DAY_MS / 2) : null,
  };
}
