import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A kind of ticket of an event, how many there are, and how many of all kinds one person may have who takes one of it (VEN-INV-6). */
@Entity('ticket_type')
export class TicketType {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('bigint', { name: 'face_fen' })
  faceFen!: bigint;

  @Column('bigint', { name: 'card_holder_fen' })
  cardHolderFen!: bigint;

  @Column('int', { name: 'quota' })
  quota!: number;

  @Column('int', { name: 'per_card_limit' })
  perCardLimit!: number;

  /** Counted by a trigger. */
  @Column({ type: 'int', name: 'sold', insert: false, update: false })
  sold!: number;
}
