import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of the bank that tells what became of payouts. Its lines are in `bank_statement_line`. */
@Entity('bank_statement')
export class BankStatement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('int', { name: 'line_count' })
  lineCount!: number;

  @Column('bigint', { name: 'sum_fen' })
  sumFen!: bigint;

  @Column('text', { name: 'submitted_by' })
  submittedBy!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('timestamptz', { name: 'finished_at' })
  finishedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
