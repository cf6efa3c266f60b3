import { civilDay, columns, consented, empty, type PageSource, type Sql, sql, startOfDay } from '@union-graph/subgraph';
import { CultureEvent, type ProgrammeCode } from './CultureEvent.ts';
import { SignedMessage } from './SignedMessage.ts';

interface Filter {
  readonly programme?: ProgrammeCode | null;
  readonly districtCode?: string | null;
  readonly from?: string | null;
}

/** Events that are not over at the start of a day, by time; public. */
export const cultureEvents: PageSource<CultureEvent, Filter> = {
  name: 'cultureEvents',
  select: ({ programme, districtCode, from }, { now }): Sql => sql`select ${columns(CultureEvent, 'e')} from culture_event e
    where e.ends_at > ${startOfDay(from ?? civilDay(now))} ${programme ? sql`and e.programme = ${programme}` : empty}
    ${districtCode ? sql`and e.district_code = ${districtCode}` : empty}`,
  order: [
    { by: 'startsAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};

/** Whether a member's message is shown: their consent to just that holds. */
export const shownWhile = (memberId: Sql, now: Date): Sql => consented(memberId, 'DELIVERY', now, 'culture-message');

/** The messages of an event whose writers' consent holds, the first signed first; the parent is the event's id. */
export const messagesOfEvent: PageSource<SignedMessage> = {
  name: 'messagesOfEvent',
  select: (_, { now }) => sql`select ${columns(SignedMessage, 'm')} from signed_message m
    where m.event_id = parent.key::uuid and ${shownWhile(sql`m.member_id`, now)}`,
  order: [
    { by: 'signedAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
