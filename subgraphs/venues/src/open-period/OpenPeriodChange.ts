import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an open period was before it was corrected or taken back. */
@Entity('open_period_change')
export class OpenPeriodChange {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'open_period_id' })
  openPeriodId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'to_on' })
  to!: string;

  @Column('int', { name: 'minutes_per_day' })
  minutesPerDay!: number;

  @Column('int', { name: 'per_period' })
  perPeriod!: number;

  @Column('uuid', { name: 'facility_ids', array: true })
  facilityIds!: string[];

  @Column('text', { name: 'reason' })
  reason!: string;

  /** Null for a program. */
  @Column('uuid', { name: 'changed_by' })
  changedBy!: string | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
