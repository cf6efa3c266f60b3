import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('legal_aid_work')
export class LegalAidWork {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'grant_id' }) grantId!: string;
  @Column('date', { name: 'worked_on' }) workedOn!: string;
  @Column('int', { name: 'minutes' }) minutes!: number;
  @Column('text', { name: 'note' }) note!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
