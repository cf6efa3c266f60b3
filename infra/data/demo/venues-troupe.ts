import { id } from '../ids.ts';
import { personId } from './persons.ts';

export const TROUPE = id('art-troupe', 'beijing');
const WHOLE_CITY = '/city/';

export const troupeRows = [{ id: TROUPE, name_zh: '北京职工艺术团', founded_month: '2011-09', scope_path: WHOLE_CITY }];

/** The teams of the seed (S-75): three of the troupe itself, and those of three groups, which are not on the register of enterprises. */
const TEAMS = [
  ['choir', '合唱团', 'DIRECT'],
  ['quyi', '曲艺团', 'DIRECT'],
  ['symphony', '交响乐团', 'DIRECT'],
  ['shougang', '首钢艺术团', 'ENTERPRISE'],
  ['yanhua', '燕化艺术团', 'ENTERPRISE'],
  ['bbmg', '金隅艺术团', 'ENTERPRISE'],
] as const;
type Team = (typeof TEAMS)[number][0];

const teamId = (key: Team): string => id('troupe-team', key);

export const teamRows = TEAMS.map(([key, nameZh, kind]) => ({
  id: teamId(key),
  troupe_id: TROUPE,
  name_zh: nameZh,
  kind,
  created_at: '2011-09-20T10:00:00+08:00',
}));

/** Who performs, and in which teams; invented. The singer of the choir speaks quyi, too (J-15). */
const MEMBERS: readonly (readonly [who: string, skill: string, ...teams: Team[]])[] = [
  ['zhang-haiyan', '女高音、京韵大鼓', 'choir', 'quyi'],
  ['filler-1', '女中音', 'choir'],
  ['filler-2', '男高音', 'choir'],
  ['filler-3', '女高音', 'choir'],
  ['filler-4', '相声', 'quyi'],
  ['filler-5', '快板', 'quyi'],
  ['filler-6', '单弦', 'quyi'],
  ['filler-7', '小提琴', 'symphony'],
  ['filler-8', '大提琴', 'symphony'],
  ['filler-9', '长笛', 'symphony'],
  ['ma-qiang', '舞蹈', 'shougang'],
  ['filler-21', '独唱', 'shougang'],
  ['filler-22', '二胡', 'yanhua'],
  ['filler-23', '小品', 'bbmg'],
];

const troupeMemberId = (who: string): string => id('troupe-member', who);
/** The singer was there from the first; the others came later. */
const joinedAt = (who: string): string => (who === 'zhang-haiyan' ? '2011-09-20T10:00:00+08:00' : '2012-03-01T10:00:00+08:00');

const memberRows = MEMBERS.map(([who, skill]) => ({
  id: troupeMemberId(who),
  troupe_id: TROUPE,
  member_id: personId(who),
  skill,
  joined_at: joinedAt(who),
}));

const membershipRow = (team: Team, who: string) => ({
  id: id('team-membership', `${team}/${who}`),
  team_id: teamId(team),
  performer_id: troupeMemberId(who),
});

/** Who is in the teams, and the dancer, whom the choir has invited and who has not answered. */
const membershipRows = [
  ...MEMBERS.flatMap(([who, , ...teams]) =>
    teams.map((team) => ({
      ...membershipRow(team, who),
      ...{ status: 'ACCEPTED', invited_at: joinedAt(who), joined_at: joinedAt(who) },
    })),
  ),
  { ...membershipRow('choir', 'ma-qiang'), status: 'INVITED', invited_at: '2013-10-14T10:00:00+08:00', joined_at: null },
];

interface Show {
  readonly key: string;
  readonly team: Team;
  readonly day: string;
  readonly hours: readonly [from: number, to: number];
  readonly place: string;
  readonly cast?: readonly string[];
  readonly audience?: number;
  readonly request?: string;
}

/** Shows given and to come; invented. */
const SHOWS: readonly Show[] = [
  {
    ...{ key: 'taxi', team: 'quyi', day: '2013-09-15', hours: [14, 16], place: '首都机场T3的士职工之家' },
    ...{ cast: ['zhang-haiyan', 'filler-4', 'filler-5'], audience: 230, request: 'taxi-show' },
  },
  {
    ...{ key: 'shunyi', team: 'choir', day: '2013-09-28', hours: [19, 21], place: '顺义区影剧院' },
    ...{ cast: ['zhang-haiyan', 'filler-1', 'filler-2', 'filler-3'], audience: 520 },
  },
  {
    ...{ key: 'site', team: 'shougang', day: '2013-10-12', hours: [15, 16], place: '石景山建筑工地' },
    ...{ cast: ['ma-qiang', 'filler-21'], audience: 180 },
  },
  {
    ...{ key: 'autumn', team: 'choir', day: '2013-11-02', hours: [15, 18], place: '劳动人民文化宫' },
    ...{ cast: ['zhang-haiyan', 'filler-1', 'filler-2', 'filler-3'] },
  },
  { key: 'new-year', team: 'symphony', day: '2013-12-28', hours: [19, 21], place: '劳动人民文化宫剧场' },
];

const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const performanceId = (key: string): string => id('performance', key);
const timeOf = ({ day, hours }: Show) => ({ start_at: at(day, hours[0]), end_at: at(day, hours[1]) });

const performanceRows = SHOWS.map((show) => ({
  id: performanceId(show.key),
  team_id: teamId(show.team),
  ...timeOf(show),
  place: show.place,
  request_id: show.request ? id('outreach-request', show.request) : null,
  status: show.audience !== undefined ? 'REPORTED' : show.cast ? 'CAST_CONFIRMED' : 'PLANNED',
  audience: show.audience ?? null,
  reported_at: show.audience !== undefined ? at(show.day, show.hours[1] + 1) : null,
  planned_at: '2013-09-03T10:00:00+08:00',
  scope_path: WHOLE_CITY,
}));

const castRows = SHOWS.flatMap((show) =>
  (show.cast ?? []).map((who) => ({
    performance_id: performanceId(show.key),
    performer_id: troupeMemberId(who),
    team_id: teamId(show.team),
    ...timeOf(show),
    is_live: true,
  })),
);

export const troupeTables = [
  { table: 'art_troupe', rows: troupeRows },
  { table: 'troupe_team', rows: teamRows },
  { table: 'troupe_member', rows: memberRows },
  { table: 'troupe_team_member', rows: membershipRows },
  { table: 'performance', rows: performanceRows },
  { table: 'performance_cast', rows: castRows },
];
