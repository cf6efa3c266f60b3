import { newTicketKeys, ticketCode } from '@union-graph/subgraph';
import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { venuePath } from './venues-places.ts';

interface EventSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly theme?: string;
  readonly programme: string;
  readonly venue: string;
  readonly districtCode: string;
  readonly facility?: string;
  readonly place: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly capacity: number | null;
}

/** Invented, but for the programme and its theme (S-73). */
const EVENTS: readonly EventSeed[] = [
  {
    ...{ key: 'national-day', nameZh: '"劳动创造幸福"国庆文艺演出', theme: '我劳动 我快乐 我幸福', programme: 'HAPPY_LABOUR' },
    ...{ venue: 'cultural-palace', districtCode: '110101', facility: 'palace-theatre', place: '剧场' },
    ...{ day: '2013-10-02', from: '19:00', to: '21:00', capacity: 600 },
  },
  {
    ...{ key: 'double-ninth', nameZh: '"劳动创造幸福"秋季歌会', theme: '我劳动 我快乐 我幸福', programme: 'HAPPY_LABOUR' },
    ...{ venue: 'cultural-palace', districtCode: '110101', facility: 'palace-theatre', place: '剧场' },
    ...{ day: '2013-10-26', from: '19:00', to: '21:00', capacity: 600 },
  },
  {
    ...{ key: 'match', nameZh: '职工看球日：北京主场比赛', programme: 'MATCH', venue: 'workers-stadium', districtCode: '110105' },
    ...{ place: '北京工人体育场', day: '2013-10-27', from: '15:30', to: '17:30', capacity: 300 },
  },
  {
    ...{ key: 'walk', nameZh: '职工秋季健步走', programme: 'SPORTS', venue: 'workers-stadium', districtCode: '110105' },
    ...{ place: '千米健步走廊', day: '2013-11-02', from: '09:00', to: '11:00', capacity: 200 },
  },
  {
    ...{ key: 'film', nameZh: '职工观影：《幸福绽放》', programme: 'FILM', venue: 'cultural-palace', districtCode: '110101' },
    ...{ facility: 'palace-cinema', place: '影院', day: '2013-10-25', from: '18:30', to: '20:30', capacity: 4 },
  },
  {
    ...{ key: 'legal-aid', nameZh: '法律援助讲座', programme: 'LECTURE', venue: 'baic-home', districtCode: '110113' },
    ...{ place: '学习室', day: '2013-11-06', from: '18:30', to: '20:00', capacity: 60 },
  },
];

const eventId = (key: string): string => id('culture-event', key);
const at = (day: string, time: string): string => `${day}T${time}:00+08:00`;

/** Two pictures of what is over (S-73): invented, at an address that is kept for examples (RFC 2606). */
const pictureRows = ['开场合唱', '全体谢幕'].map((title, at) => ({
  id: id('event-picture', `national-day ${at}`),
  event_id: eventId('national-day'),
  title_zh: `${title}（示例）`,
  address: `https://gallery.example.org/national-day/${at + 1}.jpg`,
  taken_on: '2013-10-02',
  added_by: personId('shen-ping'),
  added_at: '2013-10-03T10:00:00+08:00',
}));

const eventRows = EVENTS.map((event) => ({
  id: eventId(event.key),
  name_zh: event.nameZh,
  theme: event.theme ?? null,
  programme: event.programme,
  venue_id: id('venue', event.venue),
  facility_id: event.facility ? id('facility', event.facility) : null,
  place: event.place,
  starts_at: at(event.day, event.from),
  ends_at: at(event.day, event.to),
  registration_until: at(event.day, event.from),
  capacity: event.capacity,
  district_code: event.districtCode,
  scope_path: venuePath(event.venue),
  published_at: at('2013-09-20', '09:00'),
}));

/** Drawn anew for each load: a key that everybody can compute signs nothing. */
const KEYS = new Map(EVENTS.map(({ key }) => [key, newTicketKeys()]));
const keyRows = [...KEYS].map(([key, keys]) => ({
  event_id: eventId(key),
  private_key: keys.privateKey,
  public_key: keys.publicKey,
}));

const TYPES = [
  { key: 'stand', event: 'match', nameZh: '看台票', face: 80, card: 40, quota: 200, limit: 2 },
  { key: 'field', event: 'match', nameZh: '内场票', face: 180, card: 120, quota: 100, limit: 1 },
] as const;

const typeRows = TYPES.map(({ key, event, nameZh, face, card, quota, limit }) => ({
  id: id('ticket-type', key),
  event_id: eventId(event),
  name_zh: nameZh,
  face_fen: face * 100,
  card_holder_fen: card * 100,
  quota,
  per_card_limit: limit,
}));

interface Seat {
  readonly who: string;
  readonly event: string;
  readonly status: 'CONFIRMED' | 'WAITLISTED' | 'CHECKED_IN' | 'CANCELLED';
  readonly type?: (typeof TYPES)[number]['key'];
  readonly seatNo?: number;
  readonly hasCard?: boolean;
  /** Who registered them, with a signed list. */
  readonly by?: string;
}

const SEATS: readonly Seat[] = [
  { who: 'zhao-zhiqiang', event: 'national-day', status: 'CHECKED_IN' },
  { who: 'li-jianguo', event: 'national-day', status: 'CHECKED_IN' },
  { who: 'zheng-hong', event: 'national-day', status: 'CONFIRMED' },
  { who: 'zhang-haiyan', event: 'double-ninth', status: 'CONFIRMED' },
  { who: 'li-jianguo', event: 'double-ninth', status: 'CONFIRMED', by: 'chen-xiaomei' },
  { who: 'zhao-zhiqiang', event: 'match', status: 'CONFIRMED', type: 'stand', hasCard: true },
  { who: 'zhao-zhiqiang', event: 'match', status: 'CONFIRMED', type: 'stand', seatNo: 2, hasCard: true },
  { who: 'qian-jin', event: 'match', status: 'CONFIRMED', type: 'stand' },
  { who: 'ma-qiang', event: 'match', status: 'CANCELLED', type: 'field', hasCard: true },
  { who: 'qian-jin', event: 'walk', status: 'CONFIRMED' },
  { who: 'zheng-hong', event: 'film', status: 'CONFIRMED' },
  { who: 'ma-qiang', event: 'film', status: 'CONFIRMED' },
  { who: 'filler-1', event: 'film', status: 'CONFIRMED' },
  { who: 'filler-2', event: 'film', status: 'CONFIRMED' },
  { who: 'liu-xiaojun', event: 'film', status: 'WAITLISTED' },
  { who: 'zhou-xiaoli', event: 'film', status: 'WAITLISTED' },
];

const REGISTERED = at('2013-09-25', '10:00');

const registrationRows = SEATS.map(({ who, event, status, type, seatNo = 1, hasCard = false, by }) => {
  const registrationId = id('registration', `${who} ${event} ${seatNo}`);
  const ticket = TYPES.find(({ key }) => key === type);
  const found = EVENTS.find(({ key }) => key === event) as EventSeed;
  const keys = KEYS.get(event);
  const code = keys && ticketCode(keys, { eventId: eventId(event), registrationId });
  return {
    id: registrationId,
    event_id: eventId(event),
    member_id: personId(who),
    ticket_type_id: ticket ? id('ticket-type', ticket.key) : null,
    per_card_limit: ticket?.limit ?? 1,
    seat_no: seatNo,
    status,
    price_fen: ticket ? (hasCard ? ticket.card : ticket.face) * 100 : 0,
    card_id: hasCard ? id('card', who) : null,
    ticket_code: status === 'WAITLISTED' ? null : code,
    registered_at: REGISTERED,
    registered_by: personId(by ?? who),
    accepted_at: by ? at('2013-09-24', '15:00') : null,
    acceptance_kind: by ? 'SIGNED' : null,
    acceptance_ref: by ? '潘家园联合工会报名表第 1 页' : null,
    checked_in_at: status === 'CHECKED_IN' ? at(found.day, '18:40') : null,
    cancelled_at: status === 'CANCELLED' ? at('2013-10-08', '09:00') : null,
    scope_path: venuePath(found.venue),
  };
});

const scanRows = registrationRows
  .filter(({ status }) => status === 'CHECKED_IN')
  .map(({ id: registrationId, checked_in_at }) => ({
    id: id('ticket-scan', registrationId),
    registration_id: registrationId,
    door: '东门',
    scanned_at: checked_in_at,
    outcome: 'ADMITTED',
  }));

/** The studio leader of the training data, whom the city calls a model worker; he consented to be shown with his message. */
const signerRows = ['national-day', 'double-ninth'].map((key) => ({
  event_id: eventId(key),
  member_id: personId('zhao-zhiqiang'),
}));

const messageRows = [
  {
    id: id('signed-message', 'zhao-zhiqiang'),
    event_id: eventId('national-day'),
    member_id: personId('zhao-zhiqiang'),
    text: '干一行，爱一行，精一行。劳动让我幸福。',
    signed_at: at('2013-10-02', '18:00'),
  },
];

export const eventTables = [
  { table: 'culture_event', rows: eventRows },
  { table: 'event_picture', rows: pictureRows },
  { table: 'event_key', rows: keyRows },
  { table: 'ticket_type', rows: typeRows },
  { table: 'registration', rows: registrationRows },
  { table: 'ticket_scan', rows: scanRows },
  { table: 'event_signer', rows: signerRows },
  { table: 'signed_message', rows: messageRows },
];
