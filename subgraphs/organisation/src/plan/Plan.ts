import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('plan')
export class Plan {
  @PrimaryColumn('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('int', { name: 'from_year' })
  from!: number;

  @Column('int', { name: 'to_year' })
  to!: number;

  @Column('text', { name: 'issuers', array: true })
  issuers!: string[];
}
