import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is paid for certificates of one level that were issued within some days. Changed by migrations only. */
@Entity('subsidy_rule')
export class SubsidyRule {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('int', { name: 'level' })
  level!: number;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  /** First day of issue that the rule holds for. */
  @Column('date', { name: 'issued_from' })
  issuedFrom!: string;

  /** Last day of issue; null while the rule is in force. */
  @Column('date', { name: 'issued_to' })
  issuedTo!: string | null;
}
