import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredStatus } from './rules.ts';

/** One span of days on which a card is covered under a plan, opened by one activation of the card. */
@Entity('coverage')
export class Coverage {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'card_id' })
  cardId!: string;

  /** The version of the card at the activation that opened it. */
  @Column('int', { name: 'opened_version' })
  openedVersion!: number;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string;

  @Column('text', { name: 'status' })
  status!: StoredStatus;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
