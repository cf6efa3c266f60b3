import { newId, newTicketKeys, ticketCode } from '@union-graph/subgraph';
import { insert, member, type Sql, type TestSubgraph } from '@union-graph/testing';
import { at, buildVenue, CHAOYANG } from './build.ts';

/** An event on 2013-10-26, 14:00–16:00, without ticket types and for anybody who comes; published on the morning of the data's today. */
export async function buildEvent(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    name_zh: `劳动创造幸福 ${id.slice(-6)}`,
    programme: 'HAPPY_LABOUR',
    venue_id: overrides.venue_id ?? (await buildVenue(sql)),
    place: '工人体育馆',
    starts_at: at('14:00', '2013-10-26'),
    ends_at: at('16:00', '2013-10-26'),
    registration_until: at('14:00', '2013-10-26'),
    district_code: '110105',
    scope_path: CHAOYANG,
    published_at: at('08:00'),
  };
  await insert(sql, 'culture_event', { ...row, ...overrides });
  const { privateKey, publicKey } = newTicketKeys();
  await insert(sql, 'event_key', { event_id: id, private_key: privateKey, public_key: publicKey });
  return id;
}

/** A kind of ticket: a hundred at 80 yuan, 40 with a card, two a person. */
export async function buildTicketType(sql: Sql, eventId: string, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = { id, event_id: eventId, name_zh: '看台票', face_fen: 8000, card_holder_fen: 4000, quota: 100, per_card_limit: 2 };
  await insert(sql, 'ticket_type', { ...row, ...overrides });
  return id;
}

/** Somebody's seat at an event, or whatever state is asked for. */
export async function buildRegistration(sql: Sql, overrides: Record<string, unknown> = {}) {
  const id = newId();
  const eventId = String(overrides.event_id ?? (await buildEvent(sql)));
  const memberId = String(overrides.member_id ?? newId());
  const [keys] = await sql<{ privateKey: Buffer; publicKey: string }>(
    'select private_key as "privateKey", public_key as "publicKey" from event_key where event_id = $1',
    [eventId],
  );
  const status = String(overrides.status ?? 'CONFIRMED');
  const code = keys ? ticketCode(keys, { eventId, registrationId: id }) : '';
  const row = {
    id,
    event_id: eventId,
    member_id: memberId,
    seat_no: 1,
    status,
    price_fen: 0,
    ticket_code: status === 'WAITLISTED' ? null : code,
    registered_at: at('09:00'),
    registered_by: memberId,
    checked_in_at: status === 'CHECKED_IN' ? at('13:00', '2013-10-26') : null,
    cancelled_at: status === 'CANCELLED' ? at('09:30') : null,
    scope_path: CHAOYANG,
  };
  await insert(sql, 'registration', { ...row, ...overrides });
  return { id, eventId, code, viewer: member(memberId) };
}

/** A member whose place in the unions is known. */
export async function buildPlacedMember(sql: Sql, scopePath = CHAOYANG): Promise<string> {
  const id = newId();
  await insert(sql, 'member_place', { member_id: id, scope_path: scopePath, seen_version: 1 });
  return id;
}

/** Has the subgraph hear from organisation that somebody has died, or lives; gives the status of the answer. */
export const tellLife = (
  subgraph: Pick<TestSubgraph, 'send'>,
  memberId: string,
  { hasDied = true, version = 2 }: { readonly hasDied?: boolean; readonly version?: number } = {},
): Promise<number> =>
  subgraph.send({
    ...{ type: 'organisation.member.listed', subject: memberId, aggregateversion: version },
    data: {
      ...{ unionId: null, scopePath: '/city/110102/', nameHash: 'a'.repeat(64), hasDied },
      ...{ diedOn: hasDied ? '2013-10-18' : null, identityProof: 'b'.repeat(64) },
    },
  });

/** The consent that a message may be shown. */
export const buildConsent = (sql: Sql, memberId: string, overrides: Record<string, unknown> = {}) =>
  insert(sql, 'consent_standing', {
    ...{ consent_id: newId(), member_id: memberId, purpose: 'DELIVERY', scope: ['culture-message'], separate: true },
    ...{ given_at: at('08:00'), seen_version: 1, ...overrides },
  });

export const invite = (sql: Sql, eventId: string, memberId: string) =>
  insert(sql, 'event_signer', { event_id: eventId, member_id: memberId });

/** A picture of an event, taken on its day. */
export async function buildPicture(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ id, event_id: overrides.event_id ?? (await buildEvent(sql)), title_zh: '开幕式', taken_on: '2013-10-26' },
    ...{ address: `https://www.bjzgh.org/tp/${id}.jpg`, added_by: newId(), added_at: at('17:00', '2013-10-26') },
  };
  await insert(sql, 'event_picture', { ...row, ...overrides });
  return id;
}
