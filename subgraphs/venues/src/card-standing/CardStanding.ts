import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this subgraph knows of a service card, from the events of its owner. */
@Entity('card_standing')
export class CardStanding {
  @PrimaryColumn('uuid', { name: 'card_id' })
  cardId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'status' })
  status!: 'ACTIVE' | 'FROZEN' | 'CANCELLED' | 'LOST';

  @Column('date', { name: 'valid_to' })
  validTo!: string | null;

  @Column('int', { name: 'aggregate_version' })
  seenVersion!: number;
}
