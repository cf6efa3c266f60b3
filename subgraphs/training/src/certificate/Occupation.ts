import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('occupation')
export class Occupation {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;
}
