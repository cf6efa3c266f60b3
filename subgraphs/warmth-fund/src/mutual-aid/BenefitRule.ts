import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimDocumentKind } from '../schema.gen.ts';

/** What a plan pays for one kind of event: a share of the loss, or an amount by grade, up to a cap. */
@Entity('mutual_aid_benefit')
export class BenefitRule {
  @PrimaryColumn('uuid', { name: 'plan_id' })
  planId!: string;

  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('int', { name: 'rate_bp' })
  rateBp!: number | null;

  @Column('bigint', { name: 'cap_fen' })
  capFen!: bigint;

  @Column('bigint', { name: 'by_disability_grade', array: true })
  byDisabilityGrade!: bigint[];

  /** The kinds of papers that a claim needs. */
  @Column('text', { name: 'documents', array: true })
  documents!: ClaimDocumentKind[];
}
