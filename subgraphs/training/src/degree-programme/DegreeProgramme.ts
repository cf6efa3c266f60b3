import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme of study that the degree plan leads to (S-62). */
@Entity('degree_programme')
export class DegreeProgramme {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'institution_id' })
  institutionId!: string;

  @Column('text', { name: 'major_zh' })
  majorZh!: string;

  @Column('int', { name: 'terms' })
  terms!: number;

  @Column('int', { name: 'credits_required' })
  creditsRequired!: number;

  @Column('bigint', { name: 'tuition_fen' })
  tuitionFen!: bigint;

  @Column('int', { name: 'version' })
  version!: number;
}
