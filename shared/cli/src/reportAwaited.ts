import type { Acknowledgement } from './ownSubgraph.ts';
import { joined, same, type Text, text } from './text.ts';

const PARTIES: Readonly<Record<string, Text>> = {
  PARTNER: text('partner, agreement', '合作组织，协议'),
  APPLICATION: text('client application', '客户端应用'),
  SUBGRAPH: text('subgraph', '子图'),
};

const DECISIONS: Readonly<Record<string, Text>> = {
  PENDING: text('awaited', '等待确认'),
  ACKNOWLEDGED: text('acknowledged', '已确认'),
  REFUSED: text('refused', '已拒绝'),
  VOID: text('not affected any more', '不再受影响'),
};

/** Those whom a version takes something from, each with what it loses and what it said; a partner that did not waive its notice with the day of its end. */
export const reportAwaited = (acknowledgements: readonly Acknowledgement[]): Text[] =>
  acknowledgements.map(({ party, partyId, loses, decision, noticeUntil, waivesNotice }) =>
    joined(
      '  ',
      PARTIES[party] ?? same(party),
      ` ${partyId}  `,
      DECISIONS[decision] ?? same(decision),
      noticeUntil === null || waivesNotice || decision === 'VOID'
        ? ''
        : text(` (notice until ${noticeUntil})`, `（通知期至 ${noticeUntil}）`),
      `  ${loses.join(', ')}`,
    ),
  );
