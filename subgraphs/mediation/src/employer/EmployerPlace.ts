import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this subgraph knows of an employer, as organisation tells. */
@Entity('employer_place')
export class EmployerPlace {
  @PrimaryColumn('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  /** Null for an employer that belongs to no union. */
  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  @Column('boolean', { name: 'above_scale' })
  aboveScale!: boolean;

  /** Null until it is told of. */
  @Column('int', { name: 'headcount' })
  headcount!: number | null;

  /** The hashes of its name and of the name's core (MED-INV-3). */
  @Column('text', { name: 'name_hash' })
  nameHash!: string | null;

  @Column('text', { name: 'core_hash' })
  coreHash!: string | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
