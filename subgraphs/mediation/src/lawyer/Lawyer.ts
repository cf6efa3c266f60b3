import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('lawyer')
export class Lawyer {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  /** The natural person; the same id as the staff record. */
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'licence_no' }) licenceNo!: string;
  @Column('uuid', { name: 'firm_id' }) firmId!: string;
  /** Null for those who were there before appointments were kept. */
  @Column('date', { name: 'appointed_on' }) appointedOn!: string | null;
  /** The last day; null while they serve. */
  @Column('date', { name: 'left_on' }) leftOn!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
