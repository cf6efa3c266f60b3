import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A free open month (S-68); both days included. */
@Entity('open_period')
export class OpenPeriod {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

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

  /** When it was taken back before it began; its facilities take part no more. */
  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
