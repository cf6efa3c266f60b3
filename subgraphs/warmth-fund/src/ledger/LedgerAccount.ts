import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Book } from '../fund/Fund.ts';
import type { AccountType, LedgerSide } from './rules.ts';

/** An account with its balances, which the database keeps from postings and pending transfers. */
@Entity('ledger_account')
export class LedgerAccount {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('text', { name: 'book' })
  book!: Book;

  @Column('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'type' })
  type!: AccountType;

  @Column('text', { name: 'normal_side' })
  normalSide!: LedgerSide;

  @Column('bool', { name: 'cash' })
  cash!: boolean;

  @Column('bool', { name: 'restricted' })
  restricted!: boolean;

  @Column('bigint', { name: 'posted_fen' })
  postedFen!: bigint;

  @Column('bigint', { name: 'pending_fen' })
  pendingFen!: bigint;
}
