import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InstalmentStatus } from './rules.ts';

/** A part of a sponsorship, paid by the fund; its id is how the fund knows it. */
@Entity('sponsorship_instalment')
export class Instalment {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'sponsorship_id' })
  sponsorshipId!: string;

  @Column('int', { name: 'position' })
  position!: number;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'status' })
  status!: InstalmentStatus;

  @Column('uuid', { name: 'released_by' })
  releasedBy!: string | null;

  @Column('timestamptz', { name: 'released_at' })
  releasedAt!: Date | null;

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
