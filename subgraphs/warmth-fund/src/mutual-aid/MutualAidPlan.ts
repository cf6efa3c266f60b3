import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mutual_aid_plan')
export class MutualAidPlan {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('date', { name: 'period_from' })
  periodFrom!: string;

  @Column('date', { name: 'period_to' })
  periodTo!: string;
}
