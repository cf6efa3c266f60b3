import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Opening hours of one weekday (1 Monday to 7 Sunday), as `09:00` in Beijing; `24:00` is the end of the day, and a time that is not after the opening is of the next day. */
@Entity('opening_hours')
export class OpeningHours {
  @PrimaryColumn('uuid', { name: 'facility_id' })
  facilityId!: string;

  @PrimaryColumn('int', { name: 'weekday' })
  weekday!: number;

  @Column('text', { name: 'opens' })
  opens!: string;

  @Column('text', { name: 'closes' })
  closes!: string;
}
