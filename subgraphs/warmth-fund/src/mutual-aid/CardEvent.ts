import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `moved`: the card is another record's from then on, and otherwise as it was (C-16). */
export type CardEventKind = 'activated' | 'frozen' | 'cancelled' | 'lost' | 'moved';

/** What organisation told about a card, once for each version of the card. Append-only. */
@Entity('card_event')
export class CardEvent {
  @PrimaryColumn('uuid', { name: 'card_id' })
  cardId!: string;

  /** The card's version after the change: the order of a card's events, whenever they arrive. */
  @PrimaryColumn('int', { name: 'version' })
  version!: number;

  @Column('text', { name: 'kind' })
  kind!: CardEventKind;

  @Column('timestamptz', { name: 'at' })
  at!: Date;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** The card's last day; null when it has none. */
  @Column('date', { name: 'valid_to' })
  validTo!: string | null;
}
