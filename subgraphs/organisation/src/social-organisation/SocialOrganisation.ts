import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SocialOrgKind } from '../schema.gen.ts';

@Entity('social_organisation')
export class SocialOrganisation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'reg_no' })
  regNo!: string;

  @Column('text', { name: 'kind' })
  kind!: SocialOrgKind;

  @Column('date', { name: 'registered_on' })
  registeredAt!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
