import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('teacher')
export class Teacher {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'institution_id' })
  institutionId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;
}
