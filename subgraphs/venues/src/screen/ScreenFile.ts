import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ScreenFileKind = 'REGISTER' | 'ACKNOWLEDGEMENTS' | 'PLAYOUTS';

/** A file about screens that was taken, and how many of its rows; its faulty rows are in the table `screen_file_fault`. */
@Entity('screen_file')
export class ScreenFile {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Null for a file of the register. */
  @Column('uuid', { name: 'campaign_id' })
  campaignId!: string | null;

  @Column('text', { name: 'kind' })
  kind!: ScreenFileKind;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('int', { name: 'total' })
  total!: number;

  @Column('int', { name: 'accepted' })
  accepted!: number;

  /** Rows that tell what was known already. */
  @Column('int', { name: 'unchanged' })
  unchanged!: number;

  @Column('int', { name: 'rejected' })
  rejected!: number;

  @Column('uuid', { name: 'submitted_by' })
  submittedBy!: string;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt!: Date;
}
