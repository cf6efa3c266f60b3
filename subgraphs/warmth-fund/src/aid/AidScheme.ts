import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HardshipCause } from '../schema.gen.ts';

export type SchemeCode = 'LIVING' | 'MEDICAL' | 'SCHOOLING' | 'FESTIVAL' | 'EMERGENCY' | 'EMPLOYMENT';

@Entity('aid_scheme')
export class AidScheme {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'code' })
  code!: SchemeCode;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('bigint', { name: 'cap_fen' })
  capFen!: bigint;

  @Column('int', { name: 'per_cycle' })
  perCycle!: number;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string | null;

  /** The rule of eligibility: whether the household needs an active file, */
  @Column('boolean', { name: 'needs_active_file' })
  needsActiveFile!: boolean;

  /** what it may have for each person at most, in basis points of the line; null for any income, */
  @Column('int', { name: 'max_per_capita_bp' })
  maxPerCapitaBp!: number | null;

  /** and of which causes its file names one; empty for any. */
  @Column('text', { name: 'causes', array: true })
  causes!: HardshipCause[];

  @Column('text', { name: 'defined_by' })
  definedBy!: string | null;

  /** Why it was defined so; null for those that came with the tables. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
