import { Column, Entity, PrimaryColumn } from 'typeorm';

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
}
