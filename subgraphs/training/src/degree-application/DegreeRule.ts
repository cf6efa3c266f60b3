import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Education } from './rules.ts';

/** Who may take part in the degree plan, from a day on (SKL-INV-4). What was written stays, so the table is its own history. */
@Entity('degree_rule')
export class DegreeRule {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'code' })
  code!: string;

  @Column('date', { name: 'effective_from' })
  effectiveFrom!: string;

  @Column('boolean', { name: 'agricultural_hukou' })
  agriculturalHukou!: boolean;

  @Column('text', { name: 'least_education' })
  leastEducation!: Education;

  @Column('int', { name: 'contract_months' })
  contractMonths!: number;

  /** Null for the first rule. */
  @Column('uuid', { name: 'set_by' })
  setBy!: string | null;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;

  @Column('text', { name: 'reason' })
  reason!: string;
}
