import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StudioFundingStatus } from '../schema.gen.ts';

/** What a studio of the city is given, paid by the fund. Its id is the studio's, and how the fund knows it. */
@Entity('studio_funding')
export class StudioFunding {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** The leader's union when the studio was named; it is paid. */
  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'status' })
  status!: StudioFundingStatus;

  /** The fund's payout, and the version of it that the last event told of. */
  @Column('uuid', { name: 'disbursement_id' })
  disbursementId!: string | null;

  @Column('int', { name: 'disbursement_version' })
  disbursementVersion!: number | null;

  @Column('text', { name: 'payment_failure' })
  paymentFailure!: string | null;

  @Column('timestamptz', { name: 'paid_at' })
  paidAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
