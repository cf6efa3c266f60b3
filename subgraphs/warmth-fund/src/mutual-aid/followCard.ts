import { cardActivated, cardCancelled, cardFrozen, cardLost, cardMoved } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import type { CardEventKind } from './CardEvent.ts';
import { renewCoverage } from './renewCoverage.ts';

/**
 * Notes what happened to a card, once for each of its versions, and brings its cover in line (FND-INV-9). A late or repeated event finds
 * its place by the card's version. Records of cover are kept by law, so what comes late of a person whose record was erased is noted, too: a cover ends with
 * its card.
 */
export const followCard = handle(
  [cardActivated, cardFrozen, cardCancelled, cardLost, cardMoved],
  async (tx, { type, subject, time, aggregateversion, data }) => {
    const { memberId, scopePath, validTo } = data;
    const kind = type.split('.').at(-1) as CardEventKind;
    await rows(
      tx.db,
      sql`
      insert into card_event (card_id, version, kind, at, member_id, scope_path, valid_to)
      values (${subject}, ${aggregateversion}, ${kind}, ${new Date(time)}, ${memberId}, ${scopePath}, ${validTo})
      on conflict on constraint card_event_pk do nothing`,
    );
    await renewCoverage(tx, subject);
  },
  { alsoOfErased: true },
);
