import {
  civilDay,
  columns,
  insertRow,
  isId,
  newId,
  notFound,
  refuseErased,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { getHolder } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { RequestConversionInput } from '../schema.gen.ts';
import { CreditConversion } from './CreditConversion.ts';
import { CreditEntry } from './CreditEntry.ts';
import { lockAccount } from './lockAccount.ts';
import { fitting, sumOfCredits } from './rules.ts';

const MOST_ENTRIES = 100;

/** Reserves the member's own credits for a programme, all of them or none (SKL-INV-2). */
export async function requestConversion(tx: Tx, input: RequestConversionInput): Promise<{ conversion: CreditConversion }> {
  const memberId = actingPerson(tx.viewer);
  await refuseErased(tx, [memberId]);
  const { scopePath } = await getHolder(tx, memberId);
  const { programmeId } = input;
  const programme = isId(programmeId) ? await tx.db.findOneBy(DegreeProgramme, { id: programmeId }) : null;
  if (!programme) throw notFound('degree programme', programmeId);
  await lockAccount(tx, memberId);
  const needed = programme.creditsRequired - (await creditsBefore(tx, memberId, programme.id));
  const available = await availableEntries(tx, memberId);
  const entries = input.entryIds ? chosen(input.entryIds, available) : fitting(available, needed);
  const credits = sumOfCredits(entries);
  checkQuota(credits, needed, sumOfCredits(available));
  const conversion = await insertRow(tx.db, CreditConversion, {
    id: newId(),
    memberId,
    programmeId: programme.id,
    credits,
    status: 'REQUESTED' as const,
    requestedAt: tx.now,
    decidedBy: null,
    decidedAt: null,
    reason: null,
    scopePath,
    version: 1,
  });
  await rows(
    tx.db,
    sql`update credit_entry set status = 'RESERVED', conversion_id = ${conversion.id}, version = version + 1
      where id = any(${entries.map(({ id }) => id)}::uuid[])`,
  );
  return { conversion };
}

/** What the member has converted to the programme, or asked to. */
async function creditsBefore({ db }: Tx, memberId: string, programmeId: string): Promise<number> {
  const [sum] = await rows<{ credits: number }>(
    db,
    sql`select coalesce(sum(v.credits), 0)::int as credits from credit_conversion v
      where v.member_id = ${memberId} and v.programme_id = ${programmeId} and v.status <> 'RELEASED'`,
  );
  return sum?.credits ?? 0;
}

/** What the member can convert today, in the order in which it runs out; locked. */
const availableEntries = ({ db, now }: Tx, memberId: string): Promise<CreditEntry[]> =>
  rows(
    db,
    sql`select ${columns(CreditEntry, 'e')} from credit_entry e
      where e.member_id = ${memberId} and e.status = 'AVAILABLE' and e.ends_on >= ${civilDay(now)}::date order by e.ends_on, e.id for update`,
  );

function chosen(ids: readonly string[], available: readonly CreditEntry[]): CreditEntry[] {
  for (const [at, id] of ids.entries()) requireIds({ [`entryIds.${at}`]: id });
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  refuseIf(
    wanted.length === 0 || wanted.length > MOST_ENTRIES,
    'BAD_USER_INPUT',
    `Name 1 to ${MOST_ENTRIES} entries, or leave "entryIds" out.`,
    {
      field: 'entryIds',
    },
  );
  const found = available.filter(({ id }) => wanted.includes(id));
  const missing = wanted.find((id) => !found.some((entry) => entry.id === id));
  refuseIf(
    missing !== undefined,
    'QUOTA_EXCEEDED',
    `"${missing}" is none of your credits that can be converted: it is reserved, spent, expired, void or not yours. "creditAccount" shows them.`,
    { rule: 'SKL-INV-2', field: 'entryIds' },
  );
  return found;
}

function checkQuota(credits: number, needed: number, available: number): void {
  refuseIf(needed <= 0, 'QUOTA_EXCEEDED', 'All credits that the programme asks for are converted, or asked for, already.', {
    rule: 'SKL-INV-2',
    field: 'programmeId',
  });
  refuseIf(
    credits === 0,
    'QUOTA_EXCEEDED',
    available === 0
      ? 'You have no credits that can be converted.'
      : `The programme needs ${needed} credits more; each of your entries has more than that. Entries are converted whole.`,
    { rule: 'SKL-INV-2', field: 'entryIds' },
  );
  refuseIf(credits > needed, 'QUOTA_EXCEEDED', `The programme needs ${needed} credits more; you named ${credits}.`, {
    rule: 'SKL-INV-2',
    field: 'entryIds',
  });
}
