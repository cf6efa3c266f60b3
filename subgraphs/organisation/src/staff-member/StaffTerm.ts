import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffEmployer, StaffRole } from '../schema.gen.ts';

/** An earlier term of somebody who left the staff and was taken on again; the database keeps it. */
@Entity('staff_term')
export class StaffTerm {
  @PrimaryColumn('uuid', { name: 'staff_member_id' })
  staffMemberId!: string;

  @PrimaryColumn('date', { name: 'hired_at' })
  hiredAt!: string;

  @Column('date', { name: 'left_at' })
  leftAt!: string;

  @Column('text', { name: 'role' })
  role!: StaffRole;

  @Column('text', { name: 'employer' })
  employer!: StaffEmployer;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;
}
