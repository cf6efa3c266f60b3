import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A time of the week that a group has in a facility until a day; each of its times is a booking. */
@Entity('recurring_booking')
export class RecurringBooking {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'group_id' })
  groupId!: string;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('int', { name: 'weekday' })
  weekday!: number;

  /** As `18:00` in Beijing. */
  @Column('text', { name: 'starts' })
  start!: string;

  @Column('text', { name: 'ends' })
  end!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'until_on' })
  until!: string;

  /** Days on which the group does not come. */
  @Column('date', { name: 'exceptions', array: true })
  exceptions!: string[];

  @Column('timestamptz', { name: 'cancelled_at' })
  cancelledAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
