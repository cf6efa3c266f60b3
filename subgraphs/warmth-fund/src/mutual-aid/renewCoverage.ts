import { coverageChanged } from '@union-graph/events';
import { addDays, civilDay, columns, lockByName, rows, sql, startOfDay, type Tx } from '@union-graph/subgraph';
import { daysOfDeath } from '../member/daysOfDeath.ts';
import { cardsOf, coverageId } from './begunCovers.ts';
import { CardEvent } from './CardEvent.ts';
import { Coverage } from './Coverage.ts';
import { MutualAidPlan } from './MutualAidPlan.ts';
import { type Cover, coversOf } from './rules.ts';

const CONTINUE_COVERAGE = 'continue_coverage';

/** When a cover has come to its last day, a card that is still active goes on under the plan of the next day. */
export const coverageTasks = {
  [CONTINUE_COVERAGE]: (tx: Tx, { cardId }: Record<string, unknown>) => renewCoverage(tx, cardId as string),
};

/** Brings a card's cover in line with its history under all plans that have begun, and announces what changed. */
export async function renewCoverage(tx: Tx, cardId: string): Promise<void> {
  // The holder's record before the card, as a death that is told locks them.
  const deaths = await lockDaysOfDeath(tx, cardId);
  // For one card one after the other; the next statement then sees what the one before has written.
  await lockByName(tx.db, `card:${cardId}`);
  const history = await rows<CardEvent>(
    tx.db,
    sql`select ${columns(CardEvent, 'e')} from card_event e where e.card_id = ${cardId}`,
  );
  // A late event must not take back the plans that began between its own day and the latest one known.
  const today = [tx.now, ...history.map(({ at }) => at)].map(civilDay).sort().at(-1) as string;
  const plans = await rows<MutualAidPlan>(
    tx.db,
    sql`select ${columns(MutualAidPlan, 'p')} from mutual_aid_plan p where p.period_from <= ${today}`,
  );
  const covers = coversOf(history, plans, deaths);
  const changed = [...(await withdraw(tx, cardId, covers)), ...(await write(tx, cardId, covers))];
  for (const { id, memberId, from, to, status, version } of changed) {
    await tx.publish(coverageChanged, { id, version }, { cardId, memberId, from, to, status });
  }
  const open = covers
    .filter(({ status, to }) => status === 'ACTIVE' && to >= today)
    .map(({ to }) => to)
    .sort();
  const [first] = open;
  if (first)
    await tx.schedule(
      CONTINUE_COVERAGE,
      { cardId },
      { at: startOfDay(addDays(first, 1)), jobKey: `${CONTINUE_COVERAGE}:${cardId}` },
    );
}

/** The days of death of those whose a card ever was. Their records are locked, so that a death that is told at the same moment finds what is written here. */
const lockDaysOfDeath = ({ db }: Tx, cardId: string): Promise<Map<string, string>> =>
  daysOfDeath(db, sql`select e.member_id from card_event e where e.card_id = ${cardId}`, 'for share');

/** Brings the cover of all cards of a member in line, so that no act waits for the tasks of a plan's first day. */
export async function renewCoverageOfMember(tx: Tx, memberId: string): Promise<void> {
  const cards = await rows<{ id: string }>(
    tx.db,
    sql`select distinct c.card_id as id from (${cardsOf([memberId])}) as c order by 1`,
  );
  for (const { id } of cards) await renewCoverage(tx, id);
}

/** Rows that the history, completed by a late event, no longer bears out. */
const withdraw = (tx: Tx, cardId: string, covers: readonly Cover[]): Promise<Coverage[]> =>
  rows(
    tx.db,
    sql`
    update coverage c set status = 'VOID', version = c.version + 1
    where c.card_id = ${cardId} and c.status <> 'VOID'
      and not exists (
        select from unnest(
            ${covers.map(({ openedVersion }) => openedVersion)}::int[],
            ${covers.map(({ planId }) => planId)}::uuid[]) as kept (version, plan)
        where (kept.version, kept.plan) = (c.opened_version, c.plan_id)
      )
    returning ${columns(Coverage, 'c')}`,
  ).then(rowsOfUpdate);

/** Rows in the order of the activations: an earlier one is closed before a later one opens (`coverage_one_active`). */
async function write(tx: Tx, cardId: string, covers: readonly Cover[]): Promise<Coverage[]> {
  const changed: Coverage[] = [];
  for (const { openedVersion, planId, memberId, scopePath, from, to, status } of covers) {
    changed.push(
      ...(await rows<Coverage>(
        tx.db,
        sql`
      insert into coverage as c (id, card_id, opened_version, plan_id, member_id, from_day, to_day, status, scope_path, version)
      values (${coverageId({ cardId, openedVersion, planId })}, ${cardId}, ${openedVersion}, ${planId}, ${memberId}, ${from}, ${to}, ${status}, ${scopePath}, 1)
      on conflict on constraint coverage_once do update
        set from_day = excluded.from_day, to_day = excluded.to_day, status = excluded.status, member_id = excluded.member_id,
          scope_path = excluded.scope_path, version = c.version + 1
        where (c.from_day, c.to_day, c.status, c.member_id)
          is distinct from (excluded.from_day, excluded.to_day, excluded.status, excluded.member_id)
      returning ${columns(Coverage, 'c')}`,
      )),
    );
  }
  return changed;
}

/** TypeORM gives an UPDATE's rows together with their number. */
const rowsOfUpdate = (result: unknown): Coverage[] => (result as [Coverage[], number])[0];
