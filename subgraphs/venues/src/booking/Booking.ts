import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience } from '../tariff/rules.ts';
import type { BookingStatus } from './rules.ts';

@Entity('booking')
export class Booking {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('timestamptz', { name: 'start_at' })
  start!: Date;

  @Column('timestamptz', { name: 'end_at' })
  end!: Date;

  /** Civil day of the start, for quotas and statistics. */
  @Column('date', { name: 'day' })
  day!: string;

  @Column('text', { name: 'audience' })
  audience!: Audience;

  @Column('bigint', { name: 'price_fen' })
  priceFen!: bigint;

  /** What the public would have paid when the price was fixed; null where it has no price, and for bookings from before this was kept. */
  @Column('bigint', { name: 'public_price_fen' })
  publicPriceFen!: bigint | null;

  @Column('uuid', { name: 'applied_rule_id' })
  appliedRuleId!: string | null;

  @Column('uuid', { name: 'open_period_id' })
  openPeriodId!: string | null;

  /** The card that was shown for the card-holder price, from the confirmation on. */
  @Column('uuid', { name: 'card_id' })
  cardId!: string | null;

  /** The stored status. `bookingStatusAt` computes the status at an instant from it. */
  @Column('text', { name: 'status' })
  status!: BookingStatus;

  @Column('timestamptz', { name: 'held_until' })
  heldUntil!: Date | null;

  @Column('timestamptz', { name: 'checked_in_at' })
  checkedInAt!: Date | null;

  @Column('timestamptz', { name: 'no_show_at' })
  noShowAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at' })
  cancelledAt!: Date | null;

  @Column('text', { name: 'cancel_reason' })
  cancelReason!: string | null;

  /** Why a closure moved it to this facility. */
  @Column('text', { name: 'move_reason' })
  moveReason!: string | null;

  /** The recurring booking of a group of which this is one time; its leader is the member. */
  @Column('uuid', { name: 'recurring_id' })
  recurringId!: string | null;

  /** A time of a group whose leader has died: until somebody leads the group or comes, nobody answers for it. */
  @Column('boolean', { name: 'leaderless', default: false })
  leaderless!: boolean;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
