import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('external_agency')
export class ExternalAgency {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;
}
