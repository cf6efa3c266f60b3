import { insertRows, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { ReferenceApproval } from './ReferenceApproval.ts';
import type { StoredCheck } from './storedCheck.ts';

/** Stores references that are new, as pending. Returns whether a reference of the schema is not approved. */
export async function addReferences(tx: Tx, subgraph: string, { references }: StoredCheck): Promise<boolean> {
  const decisions = await decisionsOf(tx, subgraph);
  const decisionOf = ({ kind, coordinate }: { kind: string; coordinate: string }) => decisions.get(`${kind} ${coordinate}`);
  const fresh = references.filter((reference) => decisionOf(reference) === undefined);
  const undecided = { decision: 'PENDING', decidedBy: null, decidedAt: null, reason: null, version: 1 } as const;
  await insertRows(
    tx.db,
    ReferenceApproval,
    fresh.map((reference) => ({ id: newId(), subgraph, ...reference, ...undecided })),
  );
  return references.some((reference) => decisionOf(reference) !== 'APPROVED');
}

/** What owners decided about the references of a subgraph, by `KIND coordinate`. */
export async function decisionsOf({ db }: Pick<Tx, 'db'>, subgraph: string): Promise<Map<string, string>> {
  const found = await rows<{ key: string; decision: string }>(
    db,
    sql`select kind || ' ' || coordinate as key, decision from reference_approval where subgraph = ${subgraph}`,
  );
  return new Map(found.map(({ key, decision }) => [key, decision]));
}

/** Whether a schema has a reference, besides the one with the given id, that is not approved. */
export async function needsApproval(
  { db }: Pick<Tx, 'db'>,
  subgraph: string,
  { references }: Pick<StoredCheck, 'references'>,
  except: string | null = null,
): Promise<boolean> {
  const keys = references.map(({ kind, coordinate }) => `${kind} ${coordinate}`);
  const [other] = await rows(
    db,
    sql`select from unnest(${keys}::text[]) as wanted(key)
      where not exists (select from reference_approval r where r.subgraph = ${subgraph} and r.kind || ' ' || r.coordinate = wanted.key
        and (r.decision = 'APPROVED' or r.id is not distinct from ${except}::uuid)) limit 1`,
  );
  return other !== undefined;
}
