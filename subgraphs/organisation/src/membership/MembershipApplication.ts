import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationStatus } from './rules.ts';

@Entity('membership_application')
export class MembershipApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'status' })
  status!: ApplicationStatus;

  /** The person who sent it: the worker, or the officer who did it for them. */
  @Column('uuid', { name: 'submitted_by_id' })
  submittedById!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string | null;

  @Column('uuid', { name: 'decided_by_id' })
  decidedById!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
