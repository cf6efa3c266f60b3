import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartySide } from '../schema.gen.ts';

@Entity('award')
export class ArbitrationAward {
  /** The case's id; a case has one award. */
  @PrimaryColumn('uuid', { name: 'case_id' }) id!: string;
  @Column('bigint', { name: 'awarded_fen' }) awardedFen!: bigint;
  @Column('text', { name: 'document_no' }) documentNo!: string;
  @Column('date', { name: 'awarded_on' }) awardedOn!: string;
  @Column('boolean', { name: 'is_final' }) isFinal!: boolean;
  @Column('text', { name: 'sued_by' }) suedBy!: PartySide | null;
  /** The sum that the applicant sued for; null where the suit is about what was claimed. */
  @Column('bigint', { name: 'sued_fen' }) suedFen!: bigint | null;
  @Column('text', { name: 'judgment_no' }) judgmentNo!: string | null;
  @Column('bigint', { name: 'judged_fen' }) judgedFen!: bigint | null;
  @Column('int', { name: 'version' }) version!: number;
}
