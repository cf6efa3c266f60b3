import { Column, Entity, PrimaryColumn } from 'typeorm';

export type InstitutionKind = 'UNION_COLLEGE' | 'RADIO_TV_UNIVERSITY' | 'DISTRICT_COLLEGE' | 'ENTERPRISE' | 'OTHER';

@Entity('institution')
export class Institution {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'kind' })
  kind!: InstitutionKind;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;
}
