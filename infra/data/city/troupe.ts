import { teamRows as seedTeams, TROUPE, troupeRows } from '../demo/venues-troupe.ts';
import { id } from '../ids.ts';
import { before, draw, pick } from './draw.ts';
import { firmId, firmName } from './enterprises.ts';
import { joinedOn, memberId, type People } from './members.ts';
import { placeName } from './names.ts';
import type { Profile } from './profile.ts';

export { troupeRows };

/** Of ten members of the first team, one is in the second as well. */
const IN_BOTH = 10;
export const CAST = 6;

/** Since when they are in their teams. */
const SEASON = '2013-09-01T10:00:00+08:00';
const SKILLS = ['女高音', '男中音', '相声', '快板', '小提琴', '二胡', '长笛', '舞蹈', '独唱', '小品'];

/** The firms with a team of their own, beside the teams that the seed names: groups. */
const firmsOf = ({ jointFirms, enterpriseUnions, troupeTeams }: Profile): number[] =>
  Array.from({ length: troupeTeams - seedTeams.length }, (_, at) => jointFirms + enterpriseUnions + at);

/** The teams of the seed, and teams of groups. */
export const teamRows = (profile: Profile) => [
  ...seedTeams.map((team) => ({ ...team, enterprise_id: null as string | null })),
  ...firmsOf(profile).map((firm) => ({
    id: id('troupe-team', `city-${firm}`),
    troupe_id: TROUPE,
    name_zh: `${firmName(profile, firm)}艺术团`,
    kind: 'ENTERPRISE',
    created_at: '2012-02-20T10:00:00+08:00',
    enterprise_id: firmId(firm),
  })),
];

const troupeMemberId = (at: number): string => id('troupe-member', `city-${at}`);

/** Members of joint unions from all over the city. */
export const troupeMemberRows = (people: People) => {
  const { troupeMembers, jointMembers } = people.profile;
  return Array.from({ length: troupeMembers }, (_, at) => {
    const place = before(jointMembers, troupeMembers, at);
    return {
      id: troupeMemberId(at),
      troupe_id: TROUPE,
      member_id: memberId(people, place),
      skill: pick(SKILLS, 950, at),
      joined_at: `${joinedOn(place)}T10:00:00+08:00`,
    };
  });
};

/** The members of a team, dealt out one by one. */
const membersOf = ({ troupeMembers, troupeTeams }: Profile, team: number): number[] =>
  Array.from({ length: Math.ceil((troupeMembers - team) / troupeTeams) }, (_, at) => team + at * troupeTeams);

const inBoth = (profile: Profile): number[] => membersOf(profile, 0).filter((_, at) => at % IN_BOTH === 0);

export const teamMemberCount = (profile: Profile): number => profile.troupeMembers + inBoth(profile).length;

export function teamMemberRows(profile: Profile) {
  const teams = teamRows(profile);
  const row = (team: number) => (member: number) => ({
    id: id('team-membership', `city-${team}/${member}`),
    team_id: teams[team]?.id,
    performer_id: troupeMemberId(member),
    status: 'ACCEPTED',
    invited_at: SEASON,
    joined_at: SEASON,
  });
  return [...teams.flatMap((_, team) => membersOf(profile, team).map(row(team))), ...inBoth(profile).map(row(1))];
}

const FIRST_SHOW = Date.parse('2012-05-05T19:00:00+08:00');
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Two teams perform on an evening, every sixth day. */
const timeOf = (show: number) => {
  const start = FIRST_SHOW + Math.floor(show / 2) * 6 * DAY_MS;
  return { start_at: new Date(start).toISOString(), end_at: new Date(start + 2 * HOUR_MS).toISOString() };
};

const teamOf = ({ troupeTeams }: Profile, show: number): number => show % troupeTeams;
const performanceId = (show: number): string => id('performance', `city-${show}`);
const showsOf = ({ performances }: Profile): number[] => Array.from({ length: performances }, (_, show) => show);

/** Shows at the grass roots, all of which were given and reported. */
export function performanceRows(profile: Profile) {
  const teams = teamRows(profile);
  return showsOf(profile).map((show) => {
    const { start_at, end_at } = timeOf(show);
    return {
      id: performanceId(show),
      team_id: teams[teamOf(profile, show)]?.id,
      ...{ start_at, end_at },
      place: `${placeName(draw(951, show, 400))}社区`,
      status: 'REPORTED',
      audience: 80 + draw(952, show, 900),
      reported_at: new Date(Date.parse(end_at) + 12 * HOUR_MS).toISOString(),
      planned_at: new Date(Date.parse(start_at) - 30 * DAY_MS).toISOString(),
      scope_path: '/city/',
    };
  });
}

/** Who performed: members of the team, others each time. */
export function castRows(profile: Profile) {
  const teams = teamRows(profile);
  return showsOf(profile).flatMap((show) => {
    const team = teamOf(profile, show);
    const members = membersOf(profile, team);
    return Array.from({ length: CAST }, (_, at) => ({
      performance_id: performanceId(show),
      performer_id: troupeMemberId(members[(show * CAST + at) % members.length] as number),
      team_id: teams[team]?.id,
      ...timeOf(show),
      is_live: true,
    }));
  });
}
