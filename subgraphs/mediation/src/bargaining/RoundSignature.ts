import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BargainingSide } from '../schema.gen.ts';

/** A chief's signature under a draft, given here or on paper; append-only. */
@Entity('round_signature')
export class RoundSignature {
  @PrimaryColumn('uuid', { name: 'round_id' }) roundId!: string;
  @PrimaryColumn('int', { name: 'draft_no' }) draftNo!: number;
  @PrimaryColumn('int', { name: 'signing_no' }) signingNo!: number;
  @PrimaryColumn('text', { name: 'side' }) side!: BargainingSide;
  @Column('uuid', { name: 'rep_id' }) repId!: string;
  @Column('text', { name: 'paper_ref' }) paperRef!: string | null;
  @Column('text', { name: 'recorded_by' }) recordedBy!: string;
  /** The day on which the paper was signed, where whoever recorded it said so. */
  @Column('date', { name: 'signed_on' }) signedOn!: string | null;
  @Column('timestamptz', { name: 'signed_at' }) signedAt!: Date;
}
