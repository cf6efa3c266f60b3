import { inScope, type Role, scopePaths, type Viewer } from '@union-graph/identity';
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
import type { MediationCase } from './MediationCase.ts';
import { BEFORE_AGREEMENT } from './rules.ts';

/** The roles that work with cases, each inside its own part of the union tree. */
export const READERS: readonly Role[] = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT', 'LINKED_PARTY'];

type Involved = Pick<
  MediationCase,
  'scopePath' | 'applicantIds' | 'respondentIds' | 'mediatorPersonId' | 'lawyerPersonId' | 'filedBy'
>;

export const isApplicant = ({ personId }: Viewer, row: Involved): boolean =>
  personId !== null && row.applicantIds.includes(personId);

export const isParty = (viewer: Viewer, row: Involved): boolean =>
  isApplicant(viewer, row) || (viewer.personId !== null && row.respondentIds.includes(viewer.personId));

/** Whether the viewer may see a case: a party, who filed it, its mediator or lawyer, or staff in whose part of the tree it lies. */
export const seesCase = (viewer: Viewer, row: Involved): boolean =>
  isParty(viewer, row) ||
  (viewer.personId !== null && [row.mediatorPersonId, row.lawyerPersonId, row.filedBy].includes(viewer.personId)) ||
  inScope(viewer, row.scopePath, ...READERS);

/** The cases in which a person is a party, as a condition in SQL on `mediation_case c`. */
export const partyIs = (personId: Sql): Sql =>
  sql`(c.applicant_ids @> array[${personId}]::uuid[] or c.respondent_ids @> array[${personId}]::uuid[])`;

type Reading = Pick<ReadContext, 'viewer' | 'now'>;

/** The same rule as {@link seesCase}, as a condition in SQL on `mediation_case c`; for a partner's program that of its agreement. */
export const caseScope = (ctx: Reading): Sql => {
  const { viewer } = ctx;
  if (viewer.agreement) return sql`(${ofFirm(ctx)} and ${applicantsConsent(ctx)})`;
  const inPart = underPaths(raw('c.scope_path'), scopePaths(viewer, ...READERS));
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${partyIs(person)} or c.mediator_person_id = ${person} or c.lawyer_person_id = ${person} or c.filed_by = ${person})`;
};

/** The open cases in which a lawyer of the partner's firm is (domain rule 4.2); none but for law firms. */
export function ofFirm(ctx: Reading): Sql {
  const { agreement } = ctx.viewer;
  if (agreement?.kind !== 'LEGAL_SERVICE') return raw('false');
  return sql`(exists (select from lawyer l where l.id = c.lawyer_id and l.firm_id = ${agreement.partyId}::uuid)
    and c.closed_at is null and ${currentStatusSql(ctx)} <> 'FAILED' and ${inAgreedDistricts(ctx.viewer, raw('c.district_code'))})`;
}

/**
 * Whether all who ask in a case have consented to what the partner reads it for (domain rule 4.3, point 7). What is said in a case is said
 * of all of them; who has no record with the union cannot have consented.
 */
const applicantsConsent = ({ viewer: { agreement }, now }: Reading): Sql => sql`not exists (
  select from case_party asking where asking.case_id = c.id and asking.side = 'APPLICANT' and asking.enterprise_id is null
    and (asking.member_id is null or not ${consented(raw('asking.member_id'), agreement?.purpose ?? '', now)}))`;

/** The rule of `currentStatus` as an expression in SQL on `mediation_case c`. */
export const currentStatusSql = ({ now }: Pick<ReadContext, 'now'>): Sql => sql`(case
  when c.status in (${join(BEFORE_AGREEMENT)}) and coalesce(c.extended_on, c.statutory_due_on) < ${civilDay(now)}::date then 'FAILED'
  when c.status in ('EFFECTIVE', 'CONFIRMED') and c.next_payment_on < ${civilDay(now)}::date then 'BREACHED'
  else c.status end)`;
