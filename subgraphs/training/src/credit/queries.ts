import { civilDay, columns, empty, isId, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { CreditConversion } from './CreditConversion.ts';
import { CreditEntry } from './CreditEntry.ts';
import type { ConversionStatus, CreditStatus } from './rules.ts';
import { conversionScope, entryScope } from './scope.ts';

interface EntryFilter {
  readonly memberId?: string | null;
  readonly status?: CreditStatus | null;
}

/** The stored credits that the viewer may see, the latest earned first. */
export const creditEntries: PageSource<CreditEntry, EntryFilter> = {
  name: 'creditEntries',
  select: ({ memberId, status }, { viewer, now }) => sql`select ${columns(CreditEntry, 'e')} from credit_entry e
    where ${entryScope(viewer)} ${memberId == null ? empty : ofMember(memberId)} ${status ? inState(status, civilDay(now)) : empty}`,
  order: [
    { by: 'earnedAt', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

const ofMember = (memberId: string): Sql => (isId(memberId) ? sql`and e.member_id = ${memberId}` : sql`and false`);

/** That credits have expired follows from their last day: see `creditStatusOn`. */
function inState(status: CreditStatus, today: string): Sql {
  if (status === 'EXPIRED') return sql`and e.status = 'AVAILABLE' and e.ends_on < ${today}::date`;
  if (status === 'AVAILABLE') return sql`and e.status = 'AVAILABLE' and e.ends_on >= ${today}::date`;
  return sql`and e.status = ${status}`;
}

/** The conversions that the viewer may see, the latest first. */
export const creditConversions: PageSource<CreditConversion, { readonly status?: ConversionStatus | null }> = {
  name: 'creditConversions',
  select: ({ status }, { viewer }) => sql`select ${columns(CreditConversion, 'v')} from credit_conversion v
    where ${conversionScope(viewer)} ${status ? sql`and v.status = ${status}` : empty}`,
  order: [
    { by: 'requestedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
