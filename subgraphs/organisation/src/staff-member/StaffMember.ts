import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffEmployer, StaffRole } from '../schema.gen.ts';

/** Telephone and address are read by the loader `staffContact`, which knows to whom they are open. */
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
}
