import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RegistrationStatus } from './rules.ts';

export type AcceptanceKind = 'IN_PERSON' | 'SIGNED' | 'BY_PHONE' | 'ONLINE';

/** A member's seat at an event, or their place in its waiting list. */
@Entity('registration')
export class Registration {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'ticket_type_id' })
  ticketTypeId!: string | null;

  /** Of the ticket type; 1 for events without. */
  @Column('int', { name: 'per_card_limit' })
  perCardLimit!: number;

  /** Which of the seats that one member may have, from 1. */
  @Column('int', { name: 'seat_no' })
  seatNo!: number;

  /** Counted by the database. */
  @Column({ type: 'bigint', name: 'arrival', insert: false, update: false })
  arrival!: bigint;

  /** As stored; what it means at an instant is `registrationStatusAt`'s to say. */
  @Column('text', { name: 'status' })
  status!: Exclude<RegistrationStatus, 'NO_SHOW'>;

  @Column('bigint', { name: 'price_fen' })
  priceFen!: bigint;

  /** The card that was active when the seat was given; null at the full price. */
  @Column('uuid', { name: 'card_id' })
  cardId!: string | null;

  @Column('text', { name: 'ticket_code' })
  ticketCode!: string | null;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  /** The member, or who registered them with a record of their acceptance. */
  @Column('uuid', { name: 'registered_by' })
  registeredBy!: string;

  @Column('timestamptz', { name: 'accepted_at' })
  acceptedAt!: Date | null;

  @Column('text', { name: 'acceptance_kind' })
  acceptanceKind!: AcceptanceKind | null;

  @Column('text', { name: 'acceptance_ref' })
  acceptanceRef!: string | null;

  @Column('timestamptz', { name: 'checked_in_at' })
  checkedInAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at' })
  cancelledAt!: Date | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
