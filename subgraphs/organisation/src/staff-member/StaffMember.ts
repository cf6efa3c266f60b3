import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffEmployer, StaffRole } from '../schema.gen.ts';
import type { StaffStatus } from './rules.ts';

/** Telephone and address are read by the loader `staffContact`, which checks who may read them. */
@Entity('staff_member')
export class StaffMember {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'role' })
  role!: StaffRole;

  @Column('text', { name: 'employer' })
  employer!: StaffEmployer;

  @Column('date', { name: 'hired_at' })
  hiredAt!: string;

  @Column('text', { name: 'status' })
  status!: StaffStatus;

  @Column('date', { name: 'probation_until' })
  probationUntil!: string | null;

  @Column('date', { name: 'left_at' })
  leftAt!: string | null;

  @Column('boolean', { name: 'on_public_duty' })
  onPublicDuty!: boolean;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('uuid', { name: 'department_id' })
  departmentId!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
