import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A Worker's Home, as organisation has it on its register. */
@Entity('known_home')
export class KnownHome {
  @PrimaryColumn('uuid', { name: 'home_id' })
  homeId!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
