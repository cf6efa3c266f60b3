import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Book } from '../fund/Fund.ts';
import type { LedgerSide } from './rules.ts';

/** One line of an entry. An account appears once in an entry, and is of the entry's book (foreign keys on both). */
@Entity('posting')
export class Posting {
  @PrimaryColumn('uuid', { name: 'entry_id' })
  entryId!: string;

  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text', { name: 'book' })
  book!: Book;

  @Column('text', { name: 'side' })
  side!: LedgerSide;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;
}
