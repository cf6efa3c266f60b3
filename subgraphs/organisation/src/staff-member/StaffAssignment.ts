import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The place is a service point or a union, never both. */
@Entity('staff_assignment')
export class StaffAssignment {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'staff_member_id' })
  staffMemberId!: string;

  @Column('uuid', { name: 'service_point_id' })
  servicePointId!: string | null;

  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string | null;

  @Column('boolean', { name: 'dedicated' })
  dedicated!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
