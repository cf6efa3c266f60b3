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

  /** The day of that headcount; null until it is told of. */
  @Column('date', { name: 'headcount_as_of' })
  headcountAsOf!: string | null;

  /** Whether its union is that of a bureau or group company, or stands right below one (S-49); null until it is told of. */
  @Column('boolean', { name: 'of_bureau' })
  ofBureau!: boolean | null;

  /** The hashes of its name and of the name's core (MED-INV-3). */
  @Column('text', { name: 'name_hash' })
  nameHash!: string | null;

  @Column('text', { name: 'core_hash' })
  coreHash!: string | null;

  /** Who owns it, and its industry; null until it is told of. */
  @Column('text', { name: 'ownership' })
  ownership!: string | null;

  @Column('text', { name: 'industry' })
  industry!: string | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
