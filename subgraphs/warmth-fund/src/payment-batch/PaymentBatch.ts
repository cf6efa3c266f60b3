import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Payouts that went to the bank in one file. */
@Entity('payment_batch')
export class PaymentBatch {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('int', { name: 'payout_count' })
  payoutCount!: number;

  @Column('bigint', { name: 'sum_fen' })
  sumFen!: bigint;

  @Column('text', { name: 'file' })
  file!: string;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('text', { name: 'made_by' })
  madeBy!: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;
}
