import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('duty_shift')
export class DutyShift {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'lawyer_id' }) lawyerId!: string;
  @Column('uuid', { name: 'org_id' }) orgId!: string;
  @Column('timestamptz', { name: 'start_at' }) start!: Date;
  @Column('timestamptz', { name: 'end_at' }) end!: Date;
  /** A cancelled shift is kept with its reason. It no longer occupies the lawyer. */
  @Column('timestamptz', { name: 'cancelled_at' }) cancelledAt!: Date | null;
  @Column('text', { name: 'cancel_reason' }) cancelReason!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
