import { addDays, civilDay, newId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CheckResult, Problem } from '../../supergraph/check/checkResult.ts';
import { type AffectedOperation, findAffectedOperations } from '../client-application/affectedOperations.ts';
import { numbers } from '../rule/numbers.ts';
import { OPEN_TYPES } from './openTypes.ts';
import { decisionsOf } from './references.ts';
import type { RegistryHost } from './registryHost.ts';
import type { RegistrySnapshot } from './registrySnapshot.ts';
import type { AffectedAgreement, AffectedSubgraph, CheckVerdict, FieldUse, StoredCheck } from './storedCheck.ts';

type CheckContext = Pick<Tx, 'db' | 'now' | 'number'>;

export interface CheckedSchema {
  readonly name: string;
  readonly url: string;
  readonly prefix: string;
  readonly sdl: string;
}

/** While so many schemas wait for a check, which takes seconds, no other is queued. */
const MAX_QUEUED_CHECKS = 20;
const CHECK_RETRY_MS = 10_000;

/**
 * Checks a schema against the other subgraphs, the approved references, live agreements, persisted operations and the access log. Throws
 * `RATE_LIMITED` while too many checks wait.
 */
export async function checkSchema(
  ctx: CheckContext,
  schema: CheckedSchema,
  snapshot: RegistrySnapshot,
  host: RegistryHost,
): Promise<StoredCheck> {
  if (host.thread.waiting >= MAX_QUEUED_CHECKS)
    throw new Refusal('RATE_LIMITED', 'Many schemas are checked now. Try again in a moment.', { retryAfterMs: CHECK_RETRY_MS });
  const candidate = { ...schema, previousSdl: snapshot.currentSdl };
  const result = await host.thread.check({ candidate, others: snapshot.others, open: OPEN_TYPES });
  const { supergraphSdl } = result;
  const changes = supergraphSdl !== null && { previousSdl: snapshot.currentSdl, sdl: schema.sdl, supergraphSdl };
  const operations = changes && result.problems.length === 0 ? await findAffectedOperations(ctx, changes, host) : [];
  return addVerdict(ctx, schema.name, result, operations);
}

async function addVerdict(
  ctx: CheckContext,
  subgraph: string,
  result: CheckResult,
  operations: readonly AffectedOperation[],
): Promise<StoredCheck> {
  const { problems, differences, references, supergraphSdl } = result;
  const broken = differences.flatMap(({ criticality, coordinate, loses = [coordinate] }) =>
    criticality === 'BREAKING' ? loses : [],
  );
  const agreements = broken.length === 0 ? [] : await findAgreements(ctx, broken);
  const subgraphs = broken.length === 0 ? [] : await findSubgraphs(ctx, subgraph, broken);
  const uses = broken.length === 0 ? [] : await findUses(ctx, broken);
  const decisions = await decisionsOf(ctx, subgraph);
  const refused = references.filter(({ kind, coordinate }) => decisions.get(`${kind} ${coordinate}`) === 'REFUSED');
  const all = [
    ...problems,
    ...refused.map(({ coordinate, owner }) => refusedReference(coordinate, owner)),
    ...operations.filter(({ effect }) => effect === 'OVER_BUDGET').map(overBudgetProblem),
  ];
  const isPending = references.some(({ kind, coordinate }) => decisions.get(`${kind} ${coordinate}`) !== 'APPROVED');
  const verdict: CheckVerdict =
    all.length > 0 || supergraphSdl === null
      ? 'FAILS'
      : broken.length > 0 || operations.some(({ effect }) => effect === 'BREAKS')
        ? 'NEEDS_ACKNOWLEDGEMENT'
        : isPending
          ? 'NEEDS_APPROVAL'
          : 'PASSES';
  const found = { problems: all, differences, references, uses, agreements, subgraphs, operations };
  return { id: newId(), composes: supergraphSdl !== null, ...found, verdict };
}

const refusedReference = (coordinate: string, owner: string): Problem => ({
  kind: 'CHANGES_OTHERS',
  coordinate,
  line: null,
  message: `The owner of "${owner}" refused that you refer to "${coordinate}". Remove the reference, or ask its stewards to decide anew.`,
});

const overBudgetProblem = ({ name, hash, application, team, message }: AffectedOperation): Problem => ({
  kind: 'BUDGET',
  coordinate: null,
  line: null,
  message: `The operation "${name ?? hash.slice(0, 12)}" of "${application}" would be over its budget: ${message} Offer what it reads for less, or ask "${team}" to raise the budget ("publishOperations").`,
});

/** Live agreements that hold a field of the given coordinates; a type's name stands for all of its fields. */
const findAgreements = ({ db, now }: CheckContext, broken: readonly string[]): Promise<AffectedAgreement[]> =>
  rows(
    db,
    sql`select a.id as "agreementId", array_agg(f.coordinate order by f.coordinate) as coordinates
      from data_sharing_agreement a join field_approval f on f.agreement_id = a.id and f.decision = 'APPROVED'
      where a.status in ('SIGNED', 'SUSPENDED') and a.valid_to >= ${civilDay(now)}::date
        and (f.coordinate = any(${broken}::text[]) or split_part(f.coordinate, '.', 1) = any(${broken}::text[]))
      group by a.id order by a.id`,
  );

/** Other registered subgraphs whose current version refers to a field of the given coordinates, with the fields. */
const findSubgraphs = ({ db }: CheckContext, owner: string, broken: readonly string[]): Promise<AffectedSubgraph[]> =>
  rows(
    db,
    sql`select v.subgraph as name, array_agg(distinct r.coordinate order by r.coordinate) as coordinates
      from schema_version v cross join jsonb_to_recordset(v.check_result -> 'references') as r(coordinate text, owner text)
      where v.state = 'CURRENT' and v.subgraph <> ${owner} and r.owner = ${owner}
        and (r.coordinate = any(${broken}::text[]) or split_part(r.coordinate, '.', 1) = any(${broken}::text[]))
      group by v.subgraph order by v.subgraph`,
  );

const MAX_USES = 100;

/** Which clients read the given coordinates in the last `USE_DAYS` days, by the access log, the latest first. */
const findUses = ({ db, now, number }: CheckContext, broken: readonly string[]): Promise<FieldUse[]> =>
  rows(
    db,
    sql`select c.coordinate, r.client as "clientId", count(*)::int as requests, to_json(max(r.at)) #>> '{}' as "lastUsedAt"
      from access_record r cross join unnest(r.coordinates) as c(coordinate)
      where r.day >= ${addDays(civilDay(now), -number(numbers.USE_DAYS))}::date
        and (c.coordinate = any(${broken}::text[]) or split_part(c.coordinate, '.', 1) = any(${broken}::text[]))
      group by c.coordinate, r.client order by max(r.at) desc limit ${MAX_USES}`,
  );
