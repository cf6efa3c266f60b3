import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An instructor for wage bargaining (S-54): one person has one term at a time, held by `wage_instructor_one_term`. */
@Entity('wage_instructor')
export class WageInstructor {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'district_code' }) districtCode!: string;
  @Column('date', { name: 'appointed_on' }) appointedOn!: string;
  @Column('date', { name: 'term_to' }) termTo!: string;
}
