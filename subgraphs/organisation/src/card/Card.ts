import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CardStatus } from './rules.ts';

@Entity('card')
export class Card {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'card_no' })
  cardNo!: string;

  /** As last written; {@link cardStatusOn} says what it is on a day. */
  @Column('text', { name: 'status' })
  status!: CardStatus;

  @Column('timestamptz', { name: 'applied_at' })
  appliedAt!: Date;

  @Column('date', { name: 'issued_at' })
  issuedAt!: string | null;

  /** The last day on which the card is good. */
  @Column('date', { name: 'valid_to' })
  validTo!: string | null;

  /** The lost card that this one stands for. */
  @Column('uuid', { name: 'replaces_id' })
  replacesId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
