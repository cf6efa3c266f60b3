import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EvidenceKind, EvidenceStatus } from '../schema.gen.ts';

/** One piece of evidence; its file lies in the object store under `keyOf`. */
@Entity('evidence')
export class Evidence {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  /** Whose piece it is. */
  @Column('uuid', { name: 'party_id' }) partyId!: string;
  @Column('text', { name: 'kind' }) kind!: EvidenceKind;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'content_type' }) contentType!: string;
  @Column('bigint', { name: 'bytes' }) bytes!: bigint;
  /** In hexadecimal digits. */
  @Column('text', { name: 'sha256' }) sha256!: string;
  /** The other side does not read it. */
  @Column('boolean', { name: 'is_confidential' }) isConfidential!: boolean;
  @Column('text', { name: 'status' }) status!: EvidenceStatus;
  @Column('uuid', { name: 'submitted_by' }) submittedBy!: string;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt!: Date;
  @Column('timestamptz', { name: 'upload_until' }) uploadUntil!: Date;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date | null;
  @Column('int', { name: 'version' }) version!: number;
}
