import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A time in which a facility is in maintenance; the end is not included. */
@Entity('closure')
export class Closure {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('timestamptz', { name: 'from_at' })
  from!: Date;

  @Column('timestamptz', { name: 'to_at' })
  to!: Date;

  @Column('text', { name: 'reason' })
  reason!: string;
}
