import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndustryCode, Ownership } from '../schema.gen.ts';

@Entity('enterprise')
export class Enterprise {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'org_code' })
  orgCode!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'ownership' })
  ownership!: Ownership;

  @Column('int', { name: 'headcount' })
  headcount!: number;

  @Column('date', { name: 'headcount_as_of' })
  headcountAsOf!: string;

  @Column('boolean', { name: 'above_scale' })
  aboveScale!: boolean;

  @Column('text', { name: 'industry' })
  industry!: IndustryCode;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
