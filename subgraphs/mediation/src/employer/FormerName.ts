import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The hashes of a name that an employer had before, and of that name's core (MED-INV-3). */
@Entity('employer_former_name')
export class FormerName {
  @PrimaryColumn('uuid', { name: 'enterprise_id' }) enterpriseId!: string;
  @PrimaryColumn('text', { name: 'name_hash' }) nameHash!: string;
  @Column('text', { name: 'core_hash' }) coreHash!: string;
}
