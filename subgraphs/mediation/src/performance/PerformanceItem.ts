import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('performance_item')
export class PerformanceItem {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'term_id' }) termId!: string;
  @Column('int', { name: 'position' }) position!: number;
  @Column('date', { name: 'due_on' }) dueAt!: string;
  @Column('bigint', { name: 'amount_fen' }) amountFen!: bigint;
  @Column('bigint', { name: 'paid_fen' }) paidFen!: bigint;
  @Column('date', { name: 'paid_on' }) paidAt!: string | null;
  @Column('text', { name: 'proof_ref' }) proofRef!: string | null;
  /** Whether the agreement never took effect, so that nothing is due (an applicant left before). */
  @Column('boolean', { name: 'is_void' }) isVoid!: boolean;
  @Column('int', { name: 'version' }) version!: number;
}
