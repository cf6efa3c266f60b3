import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BargainingSide } from '../schema.gen.ts';

/** A representative of a side; those who were replaced stay, without being current. */
@Entity('round_rep')
export class RoundRep {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'round_id' }) roundId!: string;
  @Column('text', { name: 'side' }) side!: BargainingSide;
  @Column('int', { name: 'position' }) position!: number;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  /** Null for somebody without an account, who signs on paper. */
  @Column('uuid', { name: 'person_id' }) personId!: string | null;
  @Column('boolean', { name: 'chief' }) chief!: boolean;
  @Column('boolean', { name: 'outsider' }) outsider!: boolean;
  @Column('text', { name: 'paper_ref' }) paperRef!: string | null;
  /** The day of death, by the record; null for the living, and for who was replaced before. */
  @Column('date', { name: 'died_on' }) diedOn!: string | null;
  @Column('boolean', { name: 'is_current' }) isCurrent!: boolean;
}
