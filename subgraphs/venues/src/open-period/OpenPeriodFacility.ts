import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A facility's part in an open period; the days are the period's, so that the database can keep periods apart. */
@Entity('open_period_facility')
export class OpenPeriodFacility {
  @PrimaryColumn('uuid', { name: 'open_period_id' })
  openPeriodId!: string;

  @PrimaryColumn('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'to_on' })
  to!: string;
}
