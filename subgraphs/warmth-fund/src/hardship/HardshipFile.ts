import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HardshipStatus } from '../schema.gen.ts';

/** The file of a household in hardship, by the worker at its head. */
@Entity('hardship_file')
export class HardshipFile {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'file_no' })
  fileNo!: string;

  @Column('uuid', { name: 'head_member_id' })
  headMemberId!: string;

  @Column('text', { name: 'causes', array: true })
  causes!: string[];

  @Column('bigint', { name: 'per_capita_monthly_fen' })
  perCapitaMonthlyFen!: bigint | null;

  @Column('text', { name: 'status' })
  status!: HardshipStatus;

  @Column('date', { name: 'opened_on' })
  openedOn!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  /** The request to 12351 that it answers to, and the version of it that was last heard of (J-05). */
  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string | null;

  @Column('int', { name: 'request_version' })
  requestVersion!: number | null;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
