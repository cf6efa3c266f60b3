import { type PageSource, type Sql, sql } from '@union-graph/subgraph';
import type { AccessLogFilter } from '../schema.gen.ts';
import type { AccessRecord } from './AccessRecord.ts';
import { type LogScope, logScope, seesEverything } from './scope.ts';

const NEWEST_FIRST = [{ by: 'seq', type: 'bigint', desc: true }] as const;

const recordColumns = ({ coordinates, subjects }: Omit<LogScope, 'where'>): Sql => sql`
  r.seq, r.at, r.client, r.actor, r.roles, r.agreement_id as "agreementId", r.purpose, r.operation_name as "operationName",
  r.operation_hash as "operationHash", ${coordinates} as coordinates, ${subjects} as subjects,
  cardinality(r.subjects) as "subjectCount", r.row_count as rows, r.suppressed, r.decision, r.code, r.repeats as count, r.latency_ms as "latencyMs",
  encode(r.hash, 'hex') as hash, encode(r.previous_hash, 'hex') as "previousHash"`;

interface LogArgs {
  readonly filter?: AccessLogFilter | null;
  /** The coordinates that the viewer is a steward of. */
  readonly owned: readonly string[];
}

/** The access log in the viewer's scope, newest first. */
export const accessLog: PageSource<AccessRecord, LogArgs> = {
  name: 'accessLog',
  select: ({ filter, owned }, { viewer }) => {
    const { where, ...columns } = logScope(viewer, owned);
    const { agreementId = null, client = null, actor = null, subject = null, coordinate = null, decision = null } = filter ?? {};
    const [from, until] = [filter?.from ?? null, filter?.until ?? null];
    const maySearchPersons = seesEverything(viewer);
    return sql`select ${recordColumns(columns)} from access_record r where ${where}
      and (${agreementId}::text is null or r.agreement_id::text = ${agreementId})
      and (${client}::text is null or r.client = ${client})
      and (${actor}::text is null or r.actor = ${actor})
      and (${subject}::text is null or (${maySearchPersons} and r.subjects @> array[${subject}::text]))
      and (${coordinate}::text is null or ${coordinate} = any(${columns.coordinates}))
      and (${decision}::text is null or r.decision = ${decision})
      and (${from}::timestamptz is null or r.at >= ${from})
      and (${until}::timestamptz is null or r.at < ${until})`;
  },
  order: NEWEST_FIRST,
  cursorArgs: ({ filter }) => ({ filter }),
};

/** The access log of one agreement, by its id. The resolver has checked that the viewer may see the agreement. */
export const logOfAgreement: PageSource<AccessRecord> = {
  name: 'logOfAgreement',
  select: (_, { viewer }) => {
    const subjects = seesEverything(viewer) ? sql`r.subjects` : sql`'{}'::text[]`;
    return sql`select ${recordColumns({ coordinates: sql`r.coordinates`, subjects })} from access_record r
      where r.agreement_id = parent.key::uuid`;
  },
  order: NEWEST_FIRST,
};

/** The key of a person for {@link accessesOfMember}, by the ids of all their records: an array as PostgreSQL writes it. */
export const personKey = (recordIds: readonly string[]): string => JSON.stringify(recordIds).replace('[', '{').replace(/]$/, '}');

/** The accesses to one person's data, under each of their records. The resolver checks the viewer's permission. Other data subjects of a record are not shown. */
export const accessesOfMember: PageSource<AccessRecord> = {
  name: 'accessesOfMember',
  select: () =>
    sql`select ${recordColumns({
      coordinates: sql`r.coordinates`,
      subjects: sql`array(select s from unnest(r.subjects) as s where s = any(parent.key::text[]))`,
    })} from access_record r where r.subjects && parent.key::text[]`,
  order: NEWEST_FIRST,
};
