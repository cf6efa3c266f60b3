import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferenceKind } from '../../supergraph/check/checkResult.ts';

/** The decision whether a subgraph may refer to a field of another owner (GOV-INV-3). It applies to all later versions of the subgraph. */
@Entity('reference_approval')
export class ReferenceApproval {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'subgraph' })
  subgraph!: string;

  @Column('text', { name: 'kind' })
  kind!: ReferenceKind;

  @Column('text', { name: 'coordinate' })
  coordinate!: string;

  /** The subgraph that owns the field. */
  @Column('text', { name: 'owner' })
  owner!: string;

  @Column('text', { name: 'decision' })
  decision!: 'PENDING' | 'APPROVED' | 'REFUSED';

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  /** Why it was refused. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
