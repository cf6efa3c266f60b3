import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MaskKind } from '../../agreements/rules.ts';

/** One coordinate of an agreement, with the decision of a steward of its subgraph. */
@Entity('field_approval')
export class FieldApproval {
  @PrimaryColumn('uuid', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('text', { name: 'coordinate' })
  coordinate!: string;

  @Column('text', { name: 'subgraph' })
  subgraph!: string;

  @Column('text', { name: 'decision' })
  decision!: 'PENDING' | 'APPROVED' | 'REFUSED';

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  @Column('text', { name: 'mask' })
  mask!: MaskKind | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;
}
