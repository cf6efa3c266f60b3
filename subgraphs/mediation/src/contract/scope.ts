import { hasRole, scopePaths } from '@union-graph/identity';
import { civilDay, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { STAFF_AROUND } from '../bargaining/scope.ts';
import { DELEGATES } from '../linked-party/delegates.ts';
import { unionsOfSpeaker } from './policy.ts';

type Reading = Pick<ReadContext, 'viewer' | 'now'>;

/**
 * The contracts that a viewer may see, as a condition in SQL on `collective_contract c`: everybody those that are or were in force; before that the
 * staff around the workers' side, who speaks for it, and the labour authority what was filed with it. What is signed and not filed concerns no
 * linked party, and of what is filed none but the labour authority (C-19).
 */
export const contractScope = ({ viewer, now }: Reading): Sql => {
  const today = civilDay(now);
  return sql`((c.objected_on is null and c.objection_by < ${today}::date and c.term_from <= ${today}::date)
    or ${underPaths(raw('c.scope_path'), scopePaths(viewer, ...STAFF_AROUND))} or c.workers_side_id = any(${unionsOfSpeaker(viewer)}::uuid[])
    or ${filedWithViewer({ viewer })})`;
};

const filedWithViewer = ({ viewer }: Pick<Reading, 'viewer'>): Sql =>
  hasRole(viewer, 'LINKED_PARTY') && viewer.personId !== null
    ? sql`(c.filed_on is not null and ${underPaths(raw('c.scope_path'), scopePaths(viewer, 'LINKED_PARTY'))} and exists (
        select from ${DELEGATES} d where d.person_id = ${viewer.personId}::uuid and d.party_code = 'HRSS'))`
    : raw('false');
