import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Money that was put into a venue in a year (S-66). What was recorded stays, but for that it was wrong. */
@Entity('investment_record')
export class InvestmentRecord {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'venue_id' })
  venueId!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('text', { name: 'purpose' })
  purpose!: string;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'voided_reason' })
  voidedReason!: string | null;

  @Column('uuid', { name: 'voided_by' })
  voidedBy!: string | null;

  @Column('timestamptz', { name: 'voided_at' })
  voidedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
