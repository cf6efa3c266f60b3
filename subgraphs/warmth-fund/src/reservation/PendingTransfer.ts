import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Money set aside on an account for one disbursement, until it is paid out or released (FND-INV-3). */
@Entity('pending_transfer')
export class PendingTransfer {
  @PrimaryColumn('uuid', { name: 'disbursement_id' })
  disbursementId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  /** The account of money that is bound to the payout's scheme, where the payout holds some of it. */
  @Column('uuid', { name: 'scheme_account_id' })
  schemeAccountId!: string | null;

  /** How much of the amount is held there, too. */
  @Column('bigint', { name: 'scheme_fen' })
  schemeFen!: bigint;

  @Column('text', { name: 'status' })
  status!: 'PENDING' | 'POSTED' | 'VOIDED';

  @Column('uuid', { name: 'entry_id' })
  entryId!: string | null;
}
