import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One payment as it was recorded; append-only. District and organisation are the case's, for the statistics. */
@Entity('payment')
export class Payment {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'item_id' }) itemId!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'district_code' }) districtCode!: string | null;
  @Column('uuid', { name: 'org_id' }) orgId!: string;
  @Column('bigint', { name: 'amount_fen' }) amountFen!: bigint;
  @Column('date', { name: 'paid_on' }) paidOn!: string;
  @Column('text', { name: 'proof_ref' }) proofRef!: string | null;
  @Column('text', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
