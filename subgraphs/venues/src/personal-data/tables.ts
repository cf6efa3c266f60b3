import type { PersonalTable } from '@union-graph/subgraph';

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
    table: 'waitlist_entry',
    title: '场地候补 waiting lists',
    of: 'member_id = $1::uuid',
    copy: ['facility_id', 'start_at', 'end_at', 'joined_at', 'status'],
    onErasure: 'DELETE',
  },
  {
    table: 'booking',
    title: '场地预约 bookings',
    of: 'member_id = $1::uuid',
    copy: ['facility_id', 'start_at', 'end_at', 'audience', 'price_fen', 'status'],
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
