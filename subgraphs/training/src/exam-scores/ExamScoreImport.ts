import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of scores that was taken, by its checksum. */
@Entity('exam_score_import')
export class ExamScoreImport {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('int', { name: 'exam_year' })
  examYear!: number;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('int', { name: 'row_count' })
  rowCount!: number;

  @Column('int', { name: 'taken_count' })
  takenCount!: number;

  @Column('uuid', { name: 'imported_by' })
  importedBy!: string;

  @Column('timestamptz', { name: 'imported_at' })
  importedAt!: Date;
}
