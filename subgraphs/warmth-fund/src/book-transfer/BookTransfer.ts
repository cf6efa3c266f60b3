import { Column, Entity, PrimaryColumn } from 'typeorm';

export type BookTransferStatus = 'REQUESTED' | 'POSTED' | 'REJECTED';

/** Money on its way from one book to another: two linked entries that both sides approve (FND-INV-7). */
@Entity('book_transfer')
export class BookTransfer {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'from_fund_id' })
  fromFundId!: string;

  @Column('uuid', { name: 'to_fund_id' })
  toFundId!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'purpose' })
  purpose!: string;

  @Column('text', { name: 'status' })
  status!: BookTransferStatus;

  @Column('text', { name: 'requested_by' })
  requestedBy!: string;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  /** The person who approved it for the book that gives. */
  @Column('text', { name: 'from_approved_by' })
  fromApprovedBy!: string | null;

  /** The person who approved it for the book that receives. */
  @Column('text', { name: 'to_approved_by' })
  toApprovedBy!: string | null;

  @Column('text', { name: 'rejected_by' })
  rejectedBy!: string | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('uuid', { name: 'out_entry_id' })
  outEntryId!: string | null;

  @Column('uuid', { name: 'in_entry_id' })
  inEntryId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
