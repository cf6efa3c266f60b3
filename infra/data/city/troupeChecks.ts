import type { Check } from '../parts.ts';
import { firmCount } from './enterprises.ts';
import type { Profile } from './profile.ts';
import { CAST, teamMemberCount } from './troupe.ts';
import { unionCount } from './unions.ts';

const count = (name: string, from: string, expected: number): Check => ({ name, sql: `select count(*) from ${from}`, expected });
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** How large the art troupe is (domain rule 6.3, S-75), what is known of unions, homes and members, and what holds of them. */
export const troupeChecks = (profile: Profile): Check[] => [
  count('unions known', 'known_union where not has_ended', unionCount(profile)),
  count('Worker’s Homes known', 'known_home', profile.homes),
  count('members whose place is known', 'member_place', profile.jointMembers),
  count('enterprises known', `directory_entry where kind = 'ENTERPRISE'`, firmCount(profile)),
  count('art troupes', 'art_troupe', 1),
  count('teams of the troupe', 'troupe_team', profile.troupeTeams),
  count('teams of the troupe itself', `troupe_team where kind = 'DIRECT'`, 3),
  count('members of the troupe', 'troupe_member', profile.troupeMembers),
  count('places in teams', 'troupe_team_member', teamMemberCount(profile)),
  count('performances', `performance where status = 'REPORTED'`, profile.performances),
  count('performers', 'performance_cast', CAST * profile.performances),
  ...INVARIANTS,
];

const BOTH = 'tstzrange(one.start_at, one.end_at) && tstzrange(other.start_at, other.end_at)';

const INVARIANTS: readonly Check[] = [
  none(
    'VEN-INV-7: teams in two performances at a time',
    `select from performance one join performance other on other.team_id = one.team_id and other.id > one.id and ${BOTH}
      where one.status <> 'CANCELLED' and other.status <> 'CANCELLED'`,
  ),
  none(
    'VEN-INV-7: persons in two performances at a time',
    `select from performance_cast one_of join performance one on one.id = one_of.performance_id and one.status <> 'CANCELLED'
      join troupe_member m on m.id = one_of.performer_id
      join troupe_member same on same.member_id = m.member_id
      join performance_cast other_of on other_of.performer_id = same.id
      join performance other on other.id = other_of.performance_id and other.status <> 'CANCELLED' and other.id > one.id and ${BOTH}`,
  ),
  none(
    'VEN-INV-7: performers whose time is not that of their performance',
    `select from performance_cast c join performance p on p.id = c.performance_id
      where (c.start_at, c.end_at, c.team_id, c.is_live) is distinct from (p.start_at, p.end_at, p.team_id, p.status <> 'CANCELLED')`,
  ),
  none(
    'performers who are not in the team, or have not accepted',
    `select from performance_cast c join performance p on p.id = c.performance_id
      where not exists (select from troupe_team_member i where i.team_id = p.team_id and i.performer_id = c.performer_id
        and i.joined_at is not null)`,
  ),
  none(
    'members of the troupe in no team',
    `select from troupe_member m where not exists (select from troupe_team_member i where i.performer_id = m.id)`,
  ),
  none(
    'members of the troupe who are not known',
    `select from troupe_member m where not exists (select from member_place p where p.member_id = m.member_id)`,
  ),
  none(
    'teams of enterprises that are not known',
    `select from troupe_team t where t.enterprise_id is not null
      and not exists (select from directory_entry d where d.entry_id = t.enterprise_id and d.kind = 'ENTERPRISE')`,
  ),
  none(
    'Worker’s Homes of unions that are not known',
    `select from known_home h where not exists (select from known_union u where u.union_id = h.union_id)`,
  ),
  none(
    'constraints that were not validated',
    `select from pg_constraint where not convalidated and conname <> 'audit_event_signed'`,
  ),
  none('indexes that are not valid', 'select from pg_index where not indisvalid'),
];
