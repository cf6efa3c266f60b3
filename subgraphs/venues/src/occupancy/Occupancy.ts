import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many people are in a facility that is open to all (S-65): a number, and nobody's name. */
@Entity('occupancy')
export class Occupancy {
  @PrimaryColumn('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('int', { name: 'inside' })
  inside!: number;

  @Column('timestamptz', { name: 'counted_at' })
  countedAt!: Date;
}
