import { createHash } from 'node:crypto';
import { civilDay, columns, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import { daysOfDeath } from '../member/daysOfDeath.ts';
import { CardEvent } from './CardEvent.ts';
import type { Coverage } from './Coverage.ts';
import { MutualAidPlan } from './MutualAidPlan.ts';
import { type Cover, coversOf } from './rules.ts';

/** The id of a cover: it follows from what opened it, so that a cover has it before it is written (UUID of version 8, RFC 9562). */
export function coverageId({ cardId, openedVersion, planId }: Pick<Coverage, 'cardId' | 'openedVersion' | 'planId'>): string {
  const hex = createHash('sha256').update(`${cardId} ${openedVersion} ${planId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(12, 15)}`, `8${hex.slice(15, 18)}`, hex.slice(18, 30)].join('-');
}

/** The cards that ever were a member's, as a statement of their ids. */
export const cardsOf = (memberIds: readonly string[]): Sql =>
  sql`select e.card_id from card_event e where e.member_id = any(${memberIds}::uuid[])`;

/**
 * The covers that are in force today by the history of some cards, as `renewCoverage` writes them: on the first day of a plan, before its tasks have
 * come to a card. `cards` is a statement of card ids.
 */
export async function coversInForce({ db, now }: Pick<ReadContext, 'db' | 'now'>, cards: Sql): Promise<Coverage[]> {
  const today = civilDay(now);
  const history = await rows<CardEvent>(
    db,
    sql`select ${columns(CardEvent, 'e')} from card_event e where e.card_id in (${cards})`,
  );
  if (history.length === 0) return [];
  const plans = await rows<MutualAidPlan>(
    db,
    sql`select ${columns(MutualAidPlan, 'p')} from mutual_aid_plan p where ${today} between p.period_from and p.period_to`,
  );
  const deaths = await daysOfDeath(db, sql`select e.member_id from card_event e where e.card_id in (${cards})`);
  const isInForce = ({ status, from, to }: Cover) => status === 'ACTIVE' && from <= today && today <= to;
  return [...new Set(history.map(({ cardId }) => cardId))].flatMap((cardId) =>
    coversOf(
      history.filter((event) => event.cardId === cardId),
      plans,
      deaths,
    )
      .filter(isInForce)
      .map((cover) => ({ ...cover, id: coverageId({ ...cover, cardId }), cardId, version: 1 })),
  );
}

/** Some cards, as a statement of their ids. */
export const theseCards = (cardIds: readonly string[]): Sql => sql`select unnest(${cardIds}::uuid[])`;
