import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BatchStatus } from '../schema.gen.ts';

/** A file of members that is being brought in. Its rows are in the table `import_row`. */
@Entity('import_batch')
export class ImportBatch {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('boolean', { name: 'dry_run' })
  dryRun!: boolean;

  @Column('text', { name: 'status' })
  status!: BatchStatus;

  @Column('int', { name: 'total' })
  total!: number;

  @Column('int', { name: 'accepted' })
  accepted!: number;

  @Column('int', { name: 'rejected' })
  rejected!: number;

  @Column('uuid', { name: 'submitted_by_id' })
  submittedById!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;

  @Column('timestamptz', { name: 'finished_at' })
  finishedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
