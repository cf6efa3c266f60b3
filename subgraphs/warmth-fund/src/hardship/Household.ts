import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who lives together, by the worker at its head. */
@Entity('household')
export class Household {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'head_member_id' })
  headMemberId!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'address' })
  address!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
