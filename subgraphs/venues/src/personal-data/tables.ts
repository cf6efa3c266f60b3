import { type PersonalTable, statusAsOfNow } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { bookingStatusAt } from '../booking/rules.ts';
import { waitStatusAt } from '../waitlist/rules.ts';
import { WaitlistEntry } from '../waitlist/WaitlistEntry.ts';
import { registrationAsOfNow } from './asOfNow.ts';

/** What venues keeps of persons; all of it goes on erasure (J-17). */
export const personalData: readonly PersonalTable[] = [
  {
    table: 'outreach_request',
    title: '文体服务诉求 wishes for culture and sports',
    of: 'member_id = $1::uuid',
    copy: ['status', 'note', 'received_at', 'closed_at'],
    onErasure: { clear: { member_id: 'null', note: "case when note is null then null else '已删除' end" } },
  },
  {
    // The memberships of teams and the places in casts go with the row.
    table: 'troupe_member',
    title: '艺术团成员 membership in the art troupe',
    of: 'member_id = $1::uuid',
    copy: ['skill', 'joined_at'],
    onErasure: 'DELETE',
  },
  {
    table: 'troupe_team_member',
    title: '艺术团分团 teams of the art troupe, and invitations',
    of: 'performer_id in (select m.id from troupe_member m where m.member_id = $1::uuid)',
    copy: ['team_id', 'status', 'skill', 'invited_at', 'joined_at', 'acceptance_kind', 'left_at'],
    onErasure: 'DELETE',
  },
  {
    table: 'fitness_group',
    title: '健身团队 fitness groups that they lead, or are to lead',
    of: '(leader_id = $1::uuid or next_leader_id = $1::uuid)',
    copy: ['name_zh', 'size', 'registered_at'],
    onErasure: { clear: { leader_id: 'nullif(leader_id, $1::uuid)', next_leader_id: 'nullif(next_leader_id, $1::uuid)' } },
  },
  {
    table: 'registration',
    title: '活动报名 registrations for events',
    of: 'member_id = $1::uuid',
    copy: [
      'event_id',
      'ticket_type_id',
      'status',
      'price_fen',
      'card_id',
      'registered_at',
      'accepted_at',
      'acceptance_kind',
      'checked_in_at',
    ],
    asOfNow: registrationAsOfNow,
    onErasure: 'DELETE',
  },
  {
    table: 'signed_message',
    title: '劳模寄语 messages signed for events',
    of: 'member_id = $1::uuid',
    copy: ['event_id', 'text', 'signed_at'],
    onErasure: 'DELETE',
  },
  {
    table: 'event_signer',
    title: '受邀寄语 invitations to sign a message',
    of: 'member_id = $1::uuid',
    copy: ['event_id'],
    onErasure: 'DELETE',
  },
  {
    table: 'member_place',
    title: '所属工会 place in the unions',
    of: 'member_id = $1::uuid',
    copy: ['scope_path'],
    onErasure: 'DELETE',
    ofRecord: true,
  },
  {
    table: 'waitlist_entry',
    title: '场地候补 waiting lists',
    of: 'member_id = $1::uuid',
    copy: ['facility_id', 'start_at', 'end_at', 'joined_at', 'status'],
    asOfNow: statusAsOfNow(WaitlistEntry, waitStatusAt),
    onErasure: 'DELETE',
  },
  {
    table: 'booking',
    title: '场地预约 bookings',
    of: 'member_id = $1::uuid',
    copy: [
      'facility_id',
      'start_at',
      'end_at',
      'audience',
      'price_fen',
      'public_price_fen',
      'card_id',
      'status',
      'checked_in_at',
    ],
    asOfNow: statusAsOfNow(Booking, bookingStatusAt),
    onErasure: 'DELETE',
  },
  {
    table: 'suspension',
    title: '暂停预约 suspensions',
    of: 'member_id = $1::uuid',
    copy: ['from_on', 'to_on', 'reason', 'lift_reason'],
    onErasure: 'DELETE',
  },
  {
    table: 'card_standing',
    title: '京卡状态 standing of the card',
    of: 'member_id = $1::uuid',
    copy: ['card_id', 'status', 'valid_to'],
    onErasure: 'DELETE',
  },
];
