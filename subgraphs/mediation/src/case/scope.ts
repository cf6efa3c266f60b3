import { hasRole, inScope, READERS as RIGHTS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import {
  civilDay,
  consented,
  inAgreedDistricts,
  join,
  type ReadContext,
  raw,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import { ENDED_BY_FAILURE } from '../legal-aid/rules.ts';
import { DELEGATES } from '../linked-party/delegates.ts';
import { unlessLeft } from '../mediator/hasLeft.ts';
import { isOutOfContract, whileAdvising, whileMediating } from '../mediator/serving.ts';
import type { MediationCase } from './MediationCase.ts';
import { BEFORE_AGREEMENT } from './rules.ts';

/** The roles that work with every case of their own part of the union tree. */
const IN_PART: readonly Role[] = RIGHTS.mediationCase.inScope;

/** The staff that reads cases at all: all of its part of the tree, or those of its own work. */
export const READERS: readonly Role[] = [...IN_PART, 'HOTLINE_AGENT'];

/**
 * The given roles that give access to every case in the viewer's part of the tree. An outside lawyer is engaged for single cases, so the role
 * `MEDIATOR` gives a lawyer no access to all cases of the centre (C-19).
 */
export const rolesInPart = (viewer: Viewer, roles: readonly Role[]): readonly Role[] =>
  hasRole(viewer, 'LAWYER') ? roles.filter((role) => role !== 'MEDIATOR') : roles;

type Involved = Pick<
  MediationCase,
  'scopePath' | 'applicantIds' | 'respondentIds' | 'mediatorPersonId' | 'lawyerPersonId' | 'filedBy'
>;

/** Who files for a worker: the officer or station near them, the hotline, the centre, the other parties of the linkage. */
export const FILERS: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'LINKED_PARTY',
];

/** Whether somebody files for workers near a place: their part of the tree lies inside the district of the room, or holds it. */
export const worksNear = (viewer: Viewer, path: string, roles: readonly Role[] = FILERS): boolean =>
  inScope(viewer, path, ...roles) ||
  viewer.grants.some(({ role, scopePath }) => roles.includes(role) && scopePath.startsWith(path));

/** The rule of {@link worksNear} for the place of a case, as a condition in SQL on `mediation_case c`. */
const worksNearCase = (viewer: Viewer): Sql => {
  const paths = scopePaths(viewer, ...FILERS);
  const inside = paths.map((path) => sql`${path}::text ^@ c.scope_path`);
  return sql`(${join([underPaths(raw('c.scope_path'), paths), ...inside], ' or ')})`;
};

/** Whether the viewer filed a case for others, and still has an office of those who file near it. */
export const hasFiled = (viewer: Viewer, { filedBy, scopePath }: Pick<MediationCase, 'filedBy' | 'scopePath'>): boolean =>
  viewer.personId !== null && filedBy === viewer.personId && worksNear(viewer, scopePath);

/** The rule of {@link hasFiled}, and not for those who left the staff, as a condition in SQL on `mediation_case c`. */
export const filedByViewer = (viewer: Viewer): Sql =>
  viewer.personId !== null && hasRole(viewer, ...FILERS)
    ? sql`coalesce(c.filed_by = ${unlessLeft(sql`${viewer.personId}::uuid`)} and ${worksNearCase(viewer)}, false)`
    : raw('false');

export const isApplicant = ({ personId }: Viewer, row: Involved): boolean =>
  personId !== null && row.applicantIds.includes(personId);

export const isParty = (viewer: Viewer, row: Involved): boolean =>
  isApplicant(viewer, row) || (viewer.personId !== null && row.respondentIds.includes(viewer.personId));

/**
 * Whether the viewer may see a case that they change: a party, the person who filed it and has an office near it, its mediator or lawyer, and staff with the case in
 * their part of the tree. Those who left the staff, and a mediator out of term, are told so by the act.
 */
export const seesCase = (viewer: Viewer, row: Involved & Pick<MediationCase, 'source'>): boolean =>
  isParty(viewer, row) ||
  hasFiled(viewer, row) ||
  (viewer.personId !== null && [row.mediatorPersonId, row.lawyerPersonId].includes(viewer.personId)) ||
  inScope(viewer, row.scopePath, ...rolesInPart(viewer, IN_PART)) ||
  (row.source === 'HOTLINE_12351' && inScope(viewer, row.scopePath, 'HOTLINE_AGENT'));

/** The cases of the parts of the tree in which the viewer reads the sessions of all cases, as a condition in SQL on `mediation_case c`. */
const inSessionPart = (viewer: Viewer): Sql =>
  underPaths(raw('c.scope_path'), scopePaths(viewer, ...rolesInPart(viewer, RIGHTS.mediationSession.inScope)));

/** The cases of which the viewer reads the sessions, as a condition in SQL on `mediation_case c` that they may see. */
export const sessionScope = (ctx: Reading): Sql => {
  const { viewer } = ctx;
  const inPart = inSessionPart(viewer);
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${partyIs(person)} or ${actingIn(ctx)} or ${worksOnCase(ctx, person)})`;
};

/**
 * The cases of which the viewer reads why a mediator left them, as a condition in SQL on `mediation_case c`: who looks after the cases of the centre, and who
 * mediates or advises the mediator now. No party, whatever else they are, and no lawyer of one.
 */
export const recusalScope = (ctx: Reading): Sql => {
  const { viewer } = ctx;
  if (viewer.personId === null) return raw('false');
  const person = sql`${viewer.personId}::uuid`;
  return sql`((${inSessionPart(viewer)} or ${worksOnCase(ctx, person)}) and not ${partyIs(person)})`;
};

/**
 * Whether somebody works on a case now, as its mediator or as the lawyer beside the mediator; a condition in SQL on `mediation_case c`. A lawyer who
 * mediates stands in both places and has the case as its mediator. A lawyer brings open cases to their end, whatever becomes of the firm's contract,
 * and reads those that are over while one runs.
 */
export const worksOnCase = (
  ctx: Pick<ReadContext, 'now'>,
  person: Sql,
): Sql => sql`coalesce(c.mediator_person_id = ${whileMediating(ctx, person)}
  or c.lawyer_person_id = ${whileAdvising(ctx, person)} and c.mediator_person_id is distinct from ${person}
    and (${isOpen(ctx)} or not ${isOutOfContract(ctx, person)}), false)`;

/** The cases in which a person is a party, as a condition in SQL on `mediation_case c`. */
export const partyIs = (personId: Sql): Sql =>
  sql`(c.applicant_ids @> array[${personId}]::uuid[] or c.respondent_ids @> array[${personId}]::uuid[])`;

/**
 * The cases that came from the viewer's linked party or went to it (C-19), as a condition in SQL on `mediation_case c`: from a court, an
 * arbitration commission or the petition office; to arbitration with the labour bureau, to the court for confirmation, an order to pay,
 * enforcement or a judgment; and by referral (S-45). The table `linked_party_delegate` has the party of each.
 */
export const withLinkedParty = (viewer: Viewer): Sql =>
  hasRole(viewer, 'LINKED_PARTY') && viewer.personId !== null
    ? sql`(${underPaths(raw('c.scope_path'), scopePaths(viewer, 'LINKED_PARTY'))} and exists (
        select from ${DELEGATES} d where d.person_id = ${viewer.personId}::uuid and (case d.party_code
          when 'HRSS' then c.source = 'ARBITRATION_REFERRED' or c.referred_at is not null
            or exists (select from confirmation f where f.case_id = c.id and f.route = 'ARBITRATION_REVIEW')
          when 'COURT' then c.source = 'COURT_DELEGATED' or c.status in ('PAYMENT_ORDER', 'ENFORCEMENT', 'AWARDED', 'LITIGATION')
            or exists (select from confirmation f where f.case_id = c.id and f.route = 'JUDICIAL')
          when 'PETITION' then c.source = 'PETITION' else false end
        or exists (select from referral r where r.case_id = c.id and d.party_code in (r.from_party, r.to_party)))))`
    : raw('false');

/**
 * Whether a grant of legal aid has ended with a case that time has failed, and nothing has written that down; a condition in SQL on
 * `legal_aid_grant g` and `mediation_case c`.
 */
export const aidEndedByTime = (ctx: Pick<ReadContext, 'now'>): Sql =>
  sql`(g.status = 'ACTIVE' and g.scope = any(${[...ENDED_BY_FAILURE]}::text[]) and ${failedByTime(ctx)})`;

/** Whether a grant gives rights now, as a condition in SQL on the same tables. */
export const aidLasts = (ctx: Pick<ReadContext, 'now'>): Sql => sql`(g.status = 'ACTIVE' and not ${aidEndedByTime(ctx)})`;

/** The cases in which the viewer gives legal aid now, as a condition in SQL on `mediation_case c`. */
const actingIn = (ctx: Reading): Sql =>
  hasRole(ctx.viewer, 'LAWYER')
    ? sql`exists (select from legal_aid_grant g
        where g.case_id = c.id and g.lawyer_person_id = ${unlessLeft(sql`${ctx.viewer.personId}::uuid`)} and ${aidLasts(ctx)})`
    : raw('false');

type Reading = Pick<ReadContext, 'viewer' | 'now'>;

/**
 * The same rule as {@link seesCase}, as a condition in SQL on `mediation_case c`, and not for those who left the staff; for a partner's program
 * that of its agreement.
 */
export const caseScope = (ctx: Reading): Sql => caseScopeWith(ctx, withLinkedParty(ctx.viewer));

/** {@link caseScope} with another rule for the delegates of linked parties. */
export const caseScopeWith = (ctx: Reading, ofLinkedParty: Sql): Sql => {
  const { viewer } = ctx;
  if (viewer.agreement) return sql`(${ofFirm(ctx)} and ${applicantsConsent(ctx)})`;
  const ofHotline = underPaths(raw('c.scope_path'), scopePaths(viewer, 'HOTLINE_AGENT'));
  const inPart = sql`(${underPaths(raw('c.scope_path'), scopePaths(viewer, ...rolesInPart(viewer, IN_PART)))}
    or (c.source = 'HOTLINE_12351' and ${ofHotline}))`;
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${ofLinkedParty} or ${actingIn(ctx)} or ${partyIs(person)} or ${worksOnCase(ctx, person)} or ${filedByViewer(viewer)})`;
};

/** The open cases with a lawyer of the partner's firm (domain rule 4.2); none for other kinds of partners. */
export function ofFirm(ctx: Reading): Sql {
  const { agreement } = ctx.viewer;
  if (agreement?.kind !== 'LEGAL_SERVICE') return raw('false');
  return sql`(exists (select from lawyer l where l.id = c.lawyer_id and l.firm_id = ${agreement.partyId}::uuid)
    and c.closed_at is null and ${currentStatusSql(ctx)} <> 'FAILED' and ${inAgreedDistricts(ctx.viewer, raw('c.district_code'))})`;
}

/**
 * Whether all applicants of a case have consented to the partner's purpose (domain rule 4.3, point 7). The data of a case are about all of its
 * applicants. An applicant who is no member has no consent, so the case is not readable.
 */
const applicantsConsent = ({ viewer: { agreement }, now }: Reading): Sql => sql`not exists (
  select from case_party asking where asking.case_id = c.id and asking.side = 'APPLICANT' and asking.enterprise_id is null
    and (asking.member_id is null or not ${consented(raw('asking.member_id'), agreement?.purpose ?? '', now)}))`;

/** Whether time has failed a case and nothing has written that down, as a condition in SQL on `mediation_case c`. */
export const failedByTime = (ctx: Pick<ReadContext, 'now'>): Sql =>
  sql`(c.status <> 'FAILED' and ${currentStatusSql(ctx)} = 'FAILED')`;

/** Whether a case goes on, as a condition in SQL on the same table. */
const isOpen = (ctx: Pick<ReadContext, 'now'>): Sql => sql`(c.closed_at is null and not ${failedByTime(ctx)})`;

/** `failedByTimeAt` as a day in SQL: the first one after the last on which such a case had not failed. */
export const FAILED_BY_TIME_ON: Sql = raw(
  `(coalesce(case when c.status = 'AGREED' then c.sign_by_on end, c.extended_on, c.statutory_due_on) + 1)`,
);

/** The rule of `currentCaseStatus` as an expression in SQL on `mediation_case c`. */
export const currentStatusSql = ({ now }: Pick<ReadContext, 'now'>): Sql => sql`(case
  when c.status in (${join(BEFORE_AGREEMENT)}) and coalesce(c.extended_on, c.statutory_due_on) < ${civilDay(now)}::date then 'FAILED'
  when c.status = 'AGREED' and c.signed_at is null and c.sign_by_on < ${civilDay(now)}::date then 'FAILED'
  when c.status in ('EFFECTIVE', 'CONFIRMED') and c.next_payment_on < ${civilDay(now)}::date then 'BREACHED'
  else c.status end)`;
