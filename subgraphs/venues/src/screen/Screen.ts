import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A public screen (S-74), such as one of a bus, a lift or a square. */
@Entity('screen')
export class Screen {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** The number by which its operator and the city know it. */
  @Column('text', { name: 'screen_no' })
  screenNo!: string;

  @Column('text', { name: 'operator' })
  operator!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'site' })
  site!: string;

  @Column('boolean', { name: 'online' })
  online!: boolean;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;
}
