import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CardStatus } from './rules.ts';

@Entity('card')
export class Card {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'status' })
  status!: CardStatus;

  @Column('date', { name: 'issued_at' })
  issuedAt!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
