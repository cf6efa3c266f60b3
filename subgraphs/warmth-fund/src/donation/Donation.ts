import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SchemeCode } from '../schema.gen.ts';
import type { DonationStatus, DonorKind } from './rules.ts';

/** Money that somebody gave, or promised, to the Warmth Foundation. */
@Entity('donation')
export class Donation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('text', { name: 'donor_kind' })
  donorKind!: DonorKind;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  @Column('text', { name: 'organisation_name' })
  organisationName!: string | null;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'purpose' })
  purpose!: string | null;

  /** The scheme of aid that it is bound to; null where it is free. */
  @Column('text', { name: 'scheme_code' })
  schemeCode!: SchemeCode | null;

  @Column('text', { name: 'status' })
  status!: DonationStatus;

  @Column('text', { name: 'pledged_by' })
  pledgedBy!: string;

  @Column('timestamptz', { name: 'pledged_at' })
  pledgedAt!: Date;

  @Column('text', { name: 'received_by' })
  receivedBy!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date | null;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string | null;

  /** The year of its receipt; the database draws the number when it is set. */
  @Column('int', { name: 'receipt_year' })
  receiptYear!: number | null;

  @Column('int', { name: 'receipt_seq' })
  receiptSeq!: number | null;

  @Column('text', { name: 'receipted_by' })
  receiptedBy!: string | null;

  @Column('text', { name: 'refunded_by' })
  refundedBy!: string | null;

  @Column('uuid', { name: 'refund_entry_id' })
  refundEntryId!: string | null;

  @Column('text', { name: 'refund_reason' })
  refundReason!: string | null;

  @Column('text', { name: 'cancelled_by' })
  cancelledBy!: string | null;

  @Column('text', { name: 'cancel_reason' })
  cancelReason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
