import { inScope, STAFF_ROLES } from '@union-graph/identity';
import { civilDay, isId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { BargainingRound } from './BargainingRound.ts';

interface Named {
  readonly nameZh: string;
  readonly personId?: string | null;
}

/**
 * Refuses, for the employers, who is on the workers' side by an office that is known: the staff of their union or of one above it, and who is sent to rounds as
 * an instructor; of who acts also by what their own sign-in tells. Asked again when the chief signs: who comes to an office meanwhile has no entry yet that could be
 * locked.
 */
export async function refuseWorkersSide(tx: Tx, { scopePath }: BargainingRound, named: readonly Named[]): Promise<void> {
  const ids = named.flatMap(({ personId }) => personId?.toLowerCase() ?? []).filter(isId);
  const found = await rows<{ id: string }>(
    tx.db,
    sql`select d.entry_id as id from directory_entry d where d.kind = 'STAFF' and not d.has_ended and d.entry_id = any(${ids}::uuid[])
      and starts_with(${scopePath}, d.scope_path) order by d.entry_id for share`,
  );
  const instructors = await rows<{ id: string }>(
    tx.db,
    sql`select i.person_id as id from wage_instructor i where i.person_id = any(${ids}::uuid[])
      and ${civilDay(tx.now)}::date between i.appointed_on and i.term_to`,
  );
  const theirs = new Set([...found, ...instructors].map(({ id }) => id));
  const own = tx.viewer.personId?.toLowerCase();
  if (own !== undefined && inScope(tx.viewer, scopePath, ...STAFF_ROLES)) theirs.add(own);
  const both = named.find(({ personId }) => personId != null && theirs.has(personId.toLowerCase()));
  if (both)
    throw new Refusal(
      'CONFLICT_OF_INTEREST',
      `"${both.nameZh}" holds an office in the union that bargains for the workers or in one above it, or instructs rounds, and does not represent the employers. They name somebody else.`,
      { rule: '2.2.3', field: 'representatives' },
    );
}
