import type { Transitions } from '@union-graph/subgraph';
import type { Card } from './Card.ts';

export type CardStatus = 'APPLIED' | 'ISSUED' | 'ACTIVE' | 'FROZEN' | 'LOST' | 'REPLACED' | 'CANCELLED' | 'EXPIRED';

/**
 * Card life (domain rule 2.1.3). A card that was applied for has no last day yet and cannot expire; there is no plastic yet
 * that could be lost either. Every card that was handed out can be reported lost, also one that is frozen.
 */
export const CARD_TRANSITIONS: Transitions<CardStatus> = {
  APPLIED: ['ISSUED', 'CANCELLED'],
  ISSUED: ['ACTIVE', 'LOST', 'CANCELLED', 'EXPIRED'],
  ACTIVE: ['FROZEN', 'LOST', 'CANCELLED', 'EXPIRED'],
  FROZEN: ['ACTIVE', 'LOST', 'CANCELLED', 'EXPIRED'],
  LOST: ['REPLACED', 'CANCELLED', 'EXPIRED'],
  REPLACED: [],
  CANCELLED: [],
  EXPIRED: [],
};

/** The last day of a card issued on a day: the same day some years on, 28 February for a 29th. */
export function lastDay(issuedOn: string, years: number): string {
  const [year, month, day] = issuedOn.split('-') as [string, string, string];
  const on = `${Number(year) + years}-${month}`;
  return `${on}-${month === '02' && day === '29' ? '28' : day}`;
}

/** What a card is on a civil day: expired once its last day has passed, whether or not anybody wrote that down. */
export const cardStatusOn = ({ status, validTo }: Pick<Card, 'status' | 'validTo'>, day: string): CardStatus =>
  validTo !== null && validTo < day && CARD_TRANSITIONS[status].includes('EXPIRED') ? 'EXPIRED' : status;

/** {@link cardStatusOn}, for a member whose transfer may have lapsed: the card that it froze is good again. */
export function currentCardStatus(
  card: Pick<Card, 'id' | 'status' | 'validTo'>,
  lapsed: { readonly frozenCardId: string | null } | null,
  day: string,
): CardStatus {
  const status = cardStatusOn(card, day);
  return status === 'FROZEN' && lapsed?.frozenCardId === card.id ? 'ACTIVE' : status;
}

/** All but the last four digits hidden. */
export const maskCardNo = (cardNo: string): string => `${'*'.repeat(cardNo.length - 4)}${cardNo.slice(-4)}`;
