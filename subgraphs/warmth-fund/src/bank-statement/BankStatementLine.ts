import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BankResult, LineOutcome } from './rules.ts';

/** One line of a statement; `outcome` is null until it was compared with the payouts. */
@Entity('bank_statement_line')
export class BankStatementLine {
  @PrimaryColumn('uuid', { name: 'statement_id' })
  statementId!: string;

  @PrimaryColumn('int', { name: 'line_no' })
  lineNo!: number;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('text', { name: 'bank_no' })
  bankNo!: string | null;

  @Column('text', { name: 'reference' })
  reference!: string | null;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint | null;

  @Column('text', { name: 'result' })
  result!: BankResult | null;

  @Column('text', { name: 'return_code' })
  returnCode!: string | null;

  @Column('text', { name: 'outcome' })
  outcome!: LineOutcome | null;

  /** What cannot be read in the line. */
  @Column('text', { name: 'fault' })
  fault!: string | null;

  @Column('uuid', { name: 'disbursement_id' })
  disbursementId!: string | null;
}
