import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The minimum wage for a month of full-time work from a day on, as mediation told of it. */
@Entity('minimum_wage')
export class MinimumWage {
  @PrimaryColumn('date', { name: 'effective_from' })
  effectiveFrom!: string;

  /** Mediation's labour standard; null for one that came with the tables. */
  @Column('uuid', { name: 'standard_id' })
  standardId!: string | null;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
