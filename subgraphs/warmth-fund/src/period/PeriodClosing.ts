import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Book } from '../fund/Fund.ts';

/** A month of a book that is closed. Append-only: corrections go to the open month. */
@Entity('period_closing')
export class PeriodClosing {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'book' })
  book!: Book;

  /** The first day of the month. */
  @Column('date', { name: 'month' })
  month!: string;

  /** Debits of the month, which its credits equal. */
  @Column('bigint', { name: 'turnover_fen' })
  turnoverFen!: bigint;

  @Column('text', { name: 'closed_by' })
  closedBy!: string;

  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date;
}
