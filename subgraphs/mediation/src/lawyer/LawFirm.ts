import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('law_firm')
export class LawFirm {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'licence_no' }) licenceNo!: string;
}
