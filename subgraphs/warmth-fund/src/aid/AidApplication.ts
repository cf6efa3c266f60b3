import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AidStatus =
  | 'SUBMITTED'
  | 'CHECKED'
  | 'REVIEWED'
  | 'APPROVED'
  | 'PAYABLE'
  | 'PAID'
  | 'CLOSED'
  | 'RETURNED'
  | 'REJECTED'
  | 'CANCELLED';

@Entity('aid_application')
export class AidApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'cycle_id' })
  cycleId!: string;

  @Column('bigint', { name: 'requested_fen' })
  requestedFen!: bigint;

  @Column('bigint', { name: 'approved_fen' })
  approvedFen!: bigint | null;

  @Column('text', { name: 'status' })
  status!: AidStatus;

  @Column('timestamptz', { name: 'applied_at' })
  appliedAt!: Date;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
