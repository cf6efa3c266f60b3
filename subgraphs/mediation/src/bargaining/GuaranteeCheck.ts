import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckResult, GuaranteeKind } from '../schema.gen.ts';

/** What an instructor found of one guarantee of a draft (S-53); append-only, the last one counts. */
@Entity('guarantee_check')
export class GuaranteeCheck {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'round_id' }) roundId!: string;
  @Column('int', { name: 'draft_no' }) draftNo!: number;
  @Column('text', { name: 'kind' }) kind!: GuaranteeKind;
  @Column('text', { name: 'result' }) result!: CheckResult;
  @Column('bigint', { name: 'measured_fen' }) measuredFen!: bigint | null;
  @Column('bigint', { name: 'base_fen' }) baseFen!: bigint | null;
  @Column('bigint', { name: 'threshold_fen' }) thresholdFen!: bigint | null;
  @Column('text', { name: 'evidence_ref' }) evidenceRef!: string | null;
  @Column('text', { name: 'waived_reason' }) waivedReason!: string | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
