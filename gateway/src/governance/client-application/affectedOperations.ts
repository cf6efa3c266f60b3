import { addDays, civilDay, rows, sql, type Tx } from '@union-graph/subgraph';
import { parse } from 'graphql';
import type { MeasuredOperation } from '../../generations/aside/measureOperations.ts';
import { directiveName, isTypeWithFields } from '../../supergraph/check/documents.ts';
import type { RegistryHost } from '../registry/registryHost.ts';
import { numbers } from '../rule/numbers.ts';
import { overBudget } from './publishOperations.ts';

/** A persisted operation that a schema would change for the worse, as it is kept with the check. */
export interface AffectedOperation {
  readonly hash: string;
  readonly name: string | null;
  readonly application: string;
  /** Missing in checks of before applications were asked. */
  readonly applicationId?: string;
  readonly team: string;
  readonly effect: 'BREAKS' | 'OVER_BUDGET' | 'DEARER';
  readonly message: string;
  readonly fetchesBefore: number | null;
  readonly fetchesAfter: number | null;
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly requests: number;
  readonly lastUsedAt: string | null;
}

interface Candidate {
  readonly hash: string;
  readonly name: string | null;
  readonly application: string;
  readonly applicationId: string;
  readonly team: string;
  readonly document: string;
  readonly maxFetches: number | null;
  readonly maxCost: number | null;
  readonly requests: number;
  readonly lastUsedAt: string | null;
}

/** How many operations a check measures at most: those that were requested last. Each is validated and planned twice. */
const MOST_MEASURED = 500;

/** The schema of a subgraph before and after, and the supergraph that the new one composes to. */
export interface SchemaChanges {
  readonly previousSdl: string | null;
  readonly sdl: string;
  readonly supergraphSdl: string;
}

/**
 * The persisted operations that a schema would break or make dearer, those in use first. Each is measured in the graph that is served and in the one that would
 * be; one that does not run today cannot be broken.
 */
export async function findAffectedOperations(
  ctx: Pick<Tx, 'db' | 'now' | 'number'>,
  { previousSdl, sdl, supergraphSdl }: SchemaChanges,
  host: RegistryHost,
): Promise<AffectedOperation[]> {
  const servedSdl = host.supergraphSdl();
  const touched = [...new Set([...(previousSdl === null ? [] : ownFields(previousSdl)), ...ownFields(sdl)])];
  const candidates = servedSdl === null ? [] : await findCandidates(ctx, touched);
  if (servedSdl === null || candidates.length === 0) return [];
  const documents = candidates.map(({ document }) => document);
  const before = await host.thread.measure({ supergraphSdl: servedSdl, documents });
  const after = await host.thread.measure({ supergraphSdl, documents });
  return candidates.flatMap((candidate, at) => {
    const found = affected(candidate, before[at] as MeasuredOperation, after[at] as MeasuredOperation);
    return found ? [found] : [];
  });
}

/** The fields that a schema defines itself, as coordinates. */
const ownFields = (sdl: string): string[] =>
  parse(sdl, { noLocation: true })
    .definitions.filter(isTypeWithFields)
    .flatMap(({ name, fields = [] }) =>
      fields
        .filter(({ directives }) => !directives?.some((directive) => directiveName(directive) === 'external'))
        .map((field) => `${name.value}.${field.name.value}`),
    );

const findCandidates = (
  { db, now, number }: Pick<Tx, 'db' | 'now' | 'number'>,
  touched: readonly string[],
): Promise<Candidate[]> =>
  rows(
    db,
    sql`select o.hash, o.name, a.name as application, a.id as "applicationId", a.team, o.document, o.max_fetches as "maxFetches", o.max_cost as "maxCost",
        coalesce(u.requests, 0)::int as requests, to_json(u.last_used_at) #>> '{}' as "lastUsedAt"
      from persisted_operation o join client_application a on a.id = o.application_id
      left join lateral (
        select sum(requests) filter (where day >= ${addDays(civilDay(now), -number(numbers.USE_DAYS))}::date) as requests,
          max(last_used_at) as last_used_at
        from operation_use where operation_id = o.id
      ) u on true
      where o.retired_at is null and o.coordinates && ${touched}::text[]
      order by u.last_used_at desc nulls last, o.id limit ${MOST_MEASURED}`,
  );

function affected(candidate: Candidate, before: MeasuredOperation, after: MeasuredOperation): AffectedOperation | null {
  const { document: _, maxFetches, maxCost, ...about } = candidate;
  if ('faults' in before) return null;
  const measures = { fetchesBefore: before.fetches, costBefore: before.cost };
  if ('faults' in after)
    return { ...about, ...measures, effect: 'BREAKS', message: after.faults.join(' '), fetchesAfter: null, costAfter: null };
  const all = { ...about, ...measures, fetchesAfter: after.fetches, costAfter: after.cost };
  const over = overBudget(after, { maxFetches, maxCost });
  if (over !== null) return { ...all, effect: 'OVER_BUDGET', message: `It ${over}.` };
  if (after.fetches <= before.fetches && after.cost <= before.cost) return null;
  const message = `It needs ${after.fetches} calls instead of ${before.fetches}, and costs ${after.cost} instead of ${before.cost}.`;
  return { ...all, effect: 'DEARER', message };
}
