import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ban on booking after missed bookings (VEN-INV-5); both days included. */
@Entity('suspension')
export class Suspension {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'to_on' })
  to!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('timestamptz', { name: 'imposed_at' })
  imposedAt!: Date;

  @Column('timestamptz', { name: 'lifted_at' })
  liftedAt!: Date | null;

  @Column('text', { name: 'lift_reason' })
  liftReason!: string | null;

  /** Where the last booking was missed: the managers there hear the appeal. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
