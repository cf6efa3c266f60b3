import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WaitStatus } from './rules.ts';

/** A member who waits for a time in a facility that is taken. While it is offered to them, a booking that is `HELD` keeps it. */
@Entity('waitlist_entry')
export class WaitlistEntry {
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

  /** Counted by the database, in the order in which members joined. */
  @Column({ type: 'bigint', name: 'arrival', insert: false, update: false })
  arrival!: bigint;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;

  /** As stored; what it means at an instant is `waitStatusAt`'s to say. */
  @Column('text', { name: 'status' })
  status!: WaitStatus;

  /** The hold that the offer is, and later the booking. */
  @Column('uuid', { name: 'booking_id' })
  bookingId!: string | null;

  @Column('timestamptz', { name: 'offer_expires_at' })
  offerExpiresAt!: Date | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
